import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const PROJECT = join(__dirname, '../..');

/** Runs the program in a process of its own, without a terminal. @param interruptAt interrupts it when this text is in stderr */
export const runProgram = async (
  args: readonly string[],
  variables: Readonly<Record<string, string>> = {},
  interruptAt?: string,
) => {
  const child = spawn(process.execPath, ['--import', 'tsx', join(PROJECT, 'src/main.ts'), ...args], {
    cwd: PROJECT,
    env: {
      PATH: process.env['PATH'],
      TSX_TSCONFIG_PATH: join(PROJECT, 'tsconfig.json'),
      // Never the settings of whoever runs the tests: they may lead to a deployment.
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      AWS_EC2_METADATA_DISABLED: 'true',
      ...variables,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let seen = '';
  child.stderr.on('data', (chunk: Buffer) => {
    const before = seen;
    seen += String(chunk);
    if (interruptAt && seen.includes(interruptAt) && !before.includes(interruptAt)) child.kill('SIGINT');
  });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { exitCode: child.exitCode, stdout, stderr };
};
