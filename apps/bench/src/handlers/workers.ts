import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { Bench } from '../core/benchmark.js';
import { WORKSPACE } from '../core/result.js';
import type { WorkerKind, WorkerTask } from './worker.js';

/** Milliseconds of each call. */
export type Worker = (task: WorkerTask) => Promise<number>;

/** Starts a process for a variant. Its output is not shown. */
export const startWorker = (
  kind: WorkerKind,
  variables: Readonly<Record<string, string>>,
  { onEnd }: Pick<Bench, 'onEnd'>,
): Worker => {
  const child = fork(join(__dirname, 'worker.ts'), [kind], {
    execArgv: ['--import', 'tsx'],
    env: {
      PATH: process.env['PATH'],
      TSX_TSCONFIG_PATH: join(WORKSPACE, 'apps/bench/tsconfig.json'),
      ...variables,
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  onEnd(() => void child.kill());
  return (task) =>
    new Promise((resolve, reject) => {
      const onExit = (code: number | null): void =>
        reject(new Error(`A process of the benchmark ended with exit code ${code}.`));
      child.once('exit', onExit);
      child.once('message', (ms) => {
        child.off('exit', onExit);
        resolve(Number(ms));
      });
      child.send(task);
    });
};
