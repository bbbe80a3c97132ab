import { spawn, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export const OWNER = join(__dirname, 'owner.ts');

/** Runs the program `owner`, or a build of it, in its own process group, as a terminal does. */
export const spawnOwner = (
  options: SpawnOptions = {},
  [command, ...args]: readonly [string, ...string[]] = [process.execPath, '--import', 'tsx', OWNER],
) => {
  const owner = spawn(command, args, {
    cwd: __dirname,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...options,
  });
  let errors = '';
  owner.stderr?.on('data', (text) => (errors += text));
  return {
    /** The URL of its server, once it runs. */
    url: async (): Promise<string> => {
      const [line] = await Promise.race([once(owner.stdout!, 'data'), once(owner, 'close')]);
      if (line instanceof Buffer) return line.toString().trim();
      throw new Error(`The owner ended: ${errors}`);
    },
    /** SIGINT goes to the whole group, like Ctrl-C; other signals go to the process only, like `kill`. */
    end: async (signal: NodeJS.Signals): Promise<void> => {
      process.kill(signal === 'SIGINT' ? -owner.pid! : owner.pid!, signal);
      if (owner.exitCode === null && owner.signalCode === null) await once(owner, 'exit');
    },
  };
};
