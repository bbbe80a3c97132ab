import { buildSync } from 'esbuild';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SQSRecord } from 'aws-lambda';
import type { Queues } from './queues.js';

/** Runs `consumer-process.ts` with a batch until it exits. Resolves to the signal that killed it, or to null. */
export const runConsumerProcess = async (
  { queueUrl, deadLetterQueueUrl, address }: Queues,
  Records: readonly SQSRecord[],
): Promise<NodeJS.Signals | null> => {
  const directory = await mkdtemp(join(tmpdir(), 'consumer-'));
  try {
    const outfile = join(directory, 'consumer.cjs');
    const entryPoint = join(__dirname, 'consumer-process.ts');
    buildSync({ entryPoints: [entryPoint], outfile, bundle: true, platform: 'node', format: 'cjs' });
    const env = {
      AWS_ENDPOINT_URL: address,
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'x',
      AWS_SECRET_ACCESS_KEY: 'x',
    };
    const args = [outfile, queueUrl, deadLetterQueueUrl, JSON.stringify({ Records })];
    const child = spawn(process.execPath, args, { env, stdio: 'ignore' });
    const [, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
    return signal;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
};
