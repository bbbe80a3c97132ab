/** Executes requests in a process of its own, one after the other: bare SQL, or the bundled handlers. */
import { bareOperations } from './bare.js';
import { bundledOperations } from './bundled.js';
import { msPerCall } from '../core/compare.js';
import type { Operation } from './operations.js';

/** Requests for these products. */
export interface WorkerTask {
  readonly operation: Operation;
  readonly ids: readonly string[];
}

const { DATABASE_URL = '', AWS_ENDPOINT_URL = '' } = process.env;

const operations =
  process.argv[2] === 'bare'
    ? bareOperations(DATABASE_URL, AWS_ENDPOINT_URL)
    : bundledOperations(AWS_ENDPOINT_URL);

process.on('message', async ({ operation, ids }: WorkerTask) => {
  const execute = (await operations)[operation];
  const cpu = process.cpuUsage();
  const ms = await msPerCall(ids.length, (call) => execute(ids[call]!))();
  const { user, system } = process.cpuUsage(cpu);
  process.send?.({ ms, cpuMs: (user + system) / 1000 / ids.length });
});
process.on('disconnect', () => process.exit());
