import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { workspaceRoot } from '@nx/devkit';
import type { Service } from '../service.js';

export interface OperateResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command of the documents, as in a terminal without input. */
export const runOperate = async (
  service: Pick<Service, 'local'>,
  ...args: string[]
): Promise<OperateResult> => {
  const { env, aws } = service.local;
  const child = spawn('npm', ['run', '-s', 'operate', '--', ...args], {
    cwd: workspaceRoot,
    // Only what a new terminal has, without the colours and settings of Nx and Jest.
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      ENV: env,
      AWS_ENDPOINT_URL: aws,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'me',
      AWS_SECRET_ACCESS_KEY: 'me',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { exitCode: child.exitCode, stdout, stderr };
};

/** Runs it with `--json`. Returns the only document on stdout, and the exit code. @throws SyntaxError if there is anything else */
export const operate = async (
  service: Pick<Service, 'local'>,
  ...args: string[]
): Promise<{ readonly exitCode: number | null; readonly answer: unknown }> => {
  const { exitCode, stdout } = await runOperate(service, ...args, '--json');
  return { exitCode, answer: JSON.parse(stdout) };
};
