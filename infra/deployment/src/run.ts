import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import type { Writable } from 'node:stream';
import { redacted } from './redacted.js';

/** The root folder of the repository. */
export const WORKSPACE = resolve(__dirname, '../../..');

/** A command failed. It has already printed the reason. */
export class CommandFailedError extends Error {
  override readonly name = 'CommandFailedError';
}

export interface CommandOptions {
  /** Default: the root folder. Nx resolves projects and its cache relative to it. */
  readonly cwd?: string;
  /** Added to the variables of this process. */
  readonly variables?: NodeJS.ProcessEnv;
  /** Removed from the command's output. */
  readonly secret?: string | undefined;
  /** Destination of the output if there is a secret. Default: the output of this process. */
  readonly output?: Writable;
}

/** How to install the programs that this project does not install itself. */
const INSTALLATION: Readonly<Record<string, string>> = {
  sam: 'see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/install-sam-cli.html',
  terraform: 'see https://developer.hashicorp.com/terraform/install',
};

/**
 * Runs a command. If this process is stopped meanwhile, it waits for the command, so that callers can clean up.
 * @throws Error that says how to install it, or CommandFailedError
 */
export const run = async (
  command: string,
  args: readonly string[],
  { cwd = WORKSPACE, variables, secret, output }: CommandOptions = {},
): Promise<void> => {
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...variables },
    stdio: secret ? ['inherit', 'pipe', 'pipe'] : 'inherit',
  });
  if (secret) {
    child.stdout?.pipe(redacted(secret)).pipe(output ?? process.stdout, { end: false });
    child.stderr?.pipe(redacted(secret)).pipe(output ?? process.stderr, { end: false });
  }
  const forward = (signal: NodeJS.Signals): void => void child.kill(signal);
  // A terminal sends it to both processes, and many programs end at once when they get it twice.
  const wait = (): void => {};
  process.on('SIGINT', wait).on('SIGTERM', forward).on('SIGHUP', forward);
  const [code] = (await once(child, 'close')
    .catch((error: NodeJS.ErrnoException) => {
      throw error.code === 'ENOENT' ? new Error(notInstalled(command)) : error;
    })
    .finally(() => process.off('SIGINT', wait).off('SIGTERM', forward).off('SIGHUP', forward))) as [
    number | null,
  ];
  if (code !== 0) throw new CommandFailedError(`"${command} ${args[0]}" failed.`);
};

const notInstalled = (command: string): string =>
  `${command} is not installed: ${INSTALLATION[command] ?? 'run "npm ci"'}.`;

/** @throws Error that says how to install the program */
export const requireInstalled = (command: string): void => {
  if (!isInstalled(command)) throw new Error(notInstalled(command));
};

export const isInstalled = (command: string): boolean =>
  spawnSync(command, ['--version'], { stdio: 'ignore' }).error === undefined;
