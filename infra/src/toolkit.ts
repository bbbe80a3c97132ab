import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

const INFRA = join(__dirname, '..');

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
    cwd: INFRA,
    env: { ...process.env, ...variables },
    stdio: secret ? ['inherit', 'pipe', 'pipe'] : 'inherit',
  });
  const shown = [
    show(child.stdout, output ?? process.stdout, secret),
    show(child.stderr, output ?? process.stderr, secret),
  ];
  const [code] = (await once(child, 'close')) as [number | null];
  await Promise.all(shown);
  if (code !== 0) throw new CommandFailedError(`"${command} ${args[0]}" failed.`);
};

const show = async (from: Readable | null, to: Writable, secret?: string): Promise<void> => {
  if (!from) return;
  for await (const line of createInterface({ input: from })) {
    to.write(`${secret ? line.replaceAll(secret, '****') : line}\n`);
  }
};

/** Bundles the functions and synthesises the template of an environment, or takes both from Nx's cache. */
export const synthesise = (env: string, variables: NodeJS.ProcessEnv = {}): Promise<void> =>
  run('nx', ['run', 'infra:assemble', `--environment=${env}`], { variables });

/** Runs the CDK CLI on what was synthesised. */
export const cdk = (assembly: string, args: readonly string[], options: CommandOptions = {}): Promise<void> =>
  run('cdk', [...args, '--app', assembly], options);
