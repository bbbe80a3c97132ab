import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { redacted } from './redacted.js';

const WORKSPACE = join(__dirname, '../..');

/** A command failed. It has already printed the reason. */
export class CommandFailedError extends Error {
  override readonly name = 'CommandFailedError';
}

export interface CommandOptions {
  /** Added to the variables of this process. */
  readonly variables?: NodeJS.ProcessEnv;
  /** Removed from the command's output. */
  readonly secret?: string | undefined;
  /** Destination of the output if there is a secret. Default: the output of this process. */
  readonly output?: Writable;
}

/** Runs a command of the workspace. @throws CommandFailedError */
const run = async (command: string, args: readonly string[], options: CommandOptions): Promise<void> => {
  const { variables, secret, output } = options;
  const child = spawn(command, args, {
    // Nx resolves projects and its cache relative to the working directory.
    cwd: WORKSPACE,
    env: { ...process.env, ...variables },
    stdio: secret ? ['inherit', 'pipe', 'pipe'] : 'inherit',
  });
  if (secret) {
    child.stdout?.pipe(redacted(secret)).pipe(output ?? process.stdout, { end: false });
    child.stderr?.pipe(redacted(secret)).pipe(output ?? process.stderr, { end: false });
  }
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new CommandFailedError(`"${command} ${args[0]}" failed.`);
};

/** Bundles the functions and synthesises the template of an environment. Nx's cache may already hold both. */
export const synthesise = (env: string, variables: NodeJS.ProcessEnv = {}): Promise<void> =>
  run('nx', ['run', 'infra:assemble', `--environment=${env}`], { variables });

/** Runs the CDK CLI on a cloud assembly. */
export const cdk = (assembly: string, args: readonly string[], options: CommandOptions = {}): Promise<void> =>
  run('cdk', [...args, '--app', assembly], options);
