import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Bench } from '../core/benchmark.js';

/** The secret in the parameter that handlers read. */
export const JWT_SECRET = 'a secret of 32 bytes or more for benchmarks';

/** By operation, e.g. `PublishBatch`. */
export interface CallCounts {
  readonly calls: Readonly<Record<string, number>>;
  /** Messages or events in these calls. */
  readonly entries: Readonly<Record<string, number>>;
}

export interface AwsAnswers {
  /** `http://127.0.0.1:…` */
  readonly endpoint: string;
  /** For SDK clients of this process. */
  readonly variables: Readonly<Record<string, string>>;
  /** Every call takes this long from now on. */
  setDelay(delayMs: number): void;
  /** The calls since the last count. */
  count(): Promise<CallCounts>;
}

/** For SDK clients that call this endpoint. */
export const awsVariables = (endpoint: string): Readonly<Record<string, string>> => ({
  AWS_ENDPOINT_URL: endpoint,
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
});

/** Starts a process that answers AWS calls at once and keeps nothing: what is measured is the caller. */
export const startAwsAnswers = async ({ onEnd }: Pick<Bench, 'onEnd'>): Promise<AwsAnswers> => {
  const child = fork(join(__dirname, 'aws-server.mjs'), [JWT_SECRET], { execArgv: [] });
  onEnd(() => void child.kill());
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  const endpoint = `http://127.0.0.1:${port}`;
  return {
    endpoint,
    variables: awsVariables(endpoint),
    setDelay: (delayMs) => void child.send({ delayMs }),
    async count() {
      child.send('count');
      const [counts] = (await once(child, 'message')) as [CallCounts];
      return counts;
    },
  };
};
