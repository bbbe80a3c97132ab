import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { redacted } from './redacted.js';

const WORKSPACE = join(__dirname, '../..');

/** A command that was run failed, and has said why. */
export class CommandFailedError extends Error {
  override readonly name = 'CommandFailedError';
}

export interface CommandOptions {
  /** In addition to this process's. */
  readonly variables?: NodeJS.ProcessEnv;
  /** Never shown, whatever the command prints. */
  readonly secret?: string | undefined;
  /** Where its output goes, if there is a secret; default: where this process's goes. */
  readonly output?: Writable;
}

/** Runs a command of the workspace. @throws CommandFailedError */
const run = async (command: string, args: readonly string[], options: CommandOptions): Promise<void> => {
  const { variables, secret, output } = options;
  const child = spawn(command, args, {
    // What Nx builds, and remembers, depends on where it is called.
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

/** Bundles the functions and synthesises the template of an environment, or takes both from Nx's cache. */
export const synthesise = (env: string, variables: NodeJS.ProcessEnv = {}): Promise<void> =>
  run('nx', ['run', 'infra:assemble', `--environment=${env}`], { variables });

/** Runs the CDK CLI on what was synthesised. */
export const cdk = (assembly: string, args: readonly string[], options: CommandOptions = {}): Promise<void> =>
  run('cdk', [...args, '--app', assembly], options);
