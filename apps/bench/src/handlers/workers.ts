import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { Bench } from '../core/benchmark.js';
import { WORKSPACE } from '../core/result.js';
import type { WorkerTask } from './worker.js';

/** Milliseconds of one request: of the clock, and of the worker's processor. */
export interface WorkerTime {
  readonly ms: number;
  readonly cpuMs: number;
}

export interface Worker {
  run(task: WorkerTask): Promise<WorkerTime>;
}

/** Starts a process for a variant. Its output is not shown. */
export const startWorker = (
  kind: 'bare' | 'bundled',
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
  return {
    async run(task) {
      child.send(task);
      return await answerOf(child);
    },
  };
};

const answerOf = (child: ChildProcess): Promise<WorkerTime> =>
  new Promise((resolve, reject) => {
    const onEnd = (code: number | null): void =>
      reject(new Error(`A process of the benchmark ended with exit code ${code}.`));
    child.once('exit', onEnd);
    child.once('message', (time) => {
      child.off('exit', onEnd);
      resolve(time as WorkerTime);
    });
  });
