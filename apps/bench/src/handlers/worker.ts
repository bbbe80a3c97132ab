/** Executes calls in a process of its own, one after the other: bare SQL, the bundled handlers, or steps of a handler. */
import { bareOperations } from './bare.js';
import { bundledOperations } from './bundled.js';
import { msPerCall } from '../core/compare.js';
import { creationSteps } from './steps.js';

/** Calls for these products. */
export interface WorkerTask {
  readonly call: string;
  readonly ids: readonly string[];
}

const { DATABASE_URL = '', AWS_ENDPOINT_URL = '' } = process.env;

const CALLS = {
  bare: () => bareOperations(DATABASE_URL, AWS_ENDPOINT_URL),
  bundled: () => bundledOperations(AWS_ENDPOINT_URL),
  steps: () => creationSteps(AWS_ENDPOINT_URL),
};
export type WorkerKind = keyof typeof CALLS;

const calls = CALLS[process.argv[2] as WorkerKind]() as Promise<
  Readonly<Record<string, (id: string) => Promise<void>>>
>;

process.on('message', async ({ call, ids }: WorkerTask) => {
  const execute = (await calls)[call]!;
  process.send?.(await msPerCall(ids.length, (index) => execute(ids[index]!))());
});
process.on('disconnect', () => process.exit());
