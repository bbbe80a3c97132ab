import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { UserError } from './user-error.js';

const WORKSPACE = resolve(__dirname, '../../..');

const NX = join(WORKSPACE, 'node_modules/nx/dist/bin/nx.js');

/** Where `nx run infra:synth` writes the cloud assembly. */
export const ASSEMBLY = join(WORKSPACE, 'dist/infra/cdk.out');

/** Bundles the functions and synthesises the template, or takes both from Nx's cache. @throws UserError with what Nx said. */
export const build = async (env: string, signal: AbortSignal): Promise<void> => {
  // A process group of its own, so that all that Nx starts can be stopped together, and no daemon that stays.
  const child = spawn(process.execPath, [NX, 'run', 'infra:synth'], {
    cwd: WORKSPACE,
    env: { ...process.env, ENV: env, FORCE_COLOR: '0', NX_DAEMON: 'false' },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
  const stop = (): void => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGTERM');
  };
  signal.addEventListener('abort', stop);
  const [code] = (await once(child, 'close')) as [number | null];
  signal.removeEventListener('abort', stop);
  signal.throwIfAborted();
  if (code !== 0) throw new UserError(`The build failed ("npx nx run infra:synth"):\n\n${output.trim()}`);
};
