import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { assemblyFolder } from './assembly-folder.js';

const INFRA = join(__dirname, '..');

/** Runs a command of the workspace. What it prints is shown without `secret`. Ends this process as it ended if it failed. */
const run = async (
  command: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  secret?: string,
): Promise<void> => {
  const child = spawn(command, args, {
    cwd: INFRA,
    env: { ...process.env, ...environment },
    stdio: secret ? ['inherit', 'pipe', 'pipe'] : 'inherit',
  });
  const shown = [show(child.stdout, process.stdout, secret), show(child.stderr, process.stderr, secret)];
  const [code] = (await once(child, 'close')) as [number | null];
  await Promise.all(shown);
  if (code !== 0) process.exit(code ?? 1);
};

const show = async (from: Readable | null, to: Writable, secret?: string): Promise<void> => {
  if (!from) return;
  for await (const line of createInterface({ input: from })) {
    to.write(`${secret ? line.replaceAll(secret, '****') : line}\n`);
  }
};

/** Bundles the functions and synthesises the template of an environment, or takes both from Nx's cache. */
export const synthesise = (env: string, variables: NodeJS.ProcessEnv = {}): Promise<void> =>
  run('nx', ['run', 'infra:assemble', `--environment=${env}`], variables);

/** Runs the CDK CLI on what was synthesised. With `-v` it prints its variables and parameters, so `secret` is masked. */
export const cdk = (
  env: string,
  args: readonly string[],
  variables: NodeJS.ProcessEnv = {},
  secret?: string,
): Promise<void> => run('cdk', [...args, '--app', assemblyFolder(env)], variables, secret);
