import { setTimeout as sleep } from 'node:timers/promises';
import type { Violation, ProductRequest } from '@product-service/ledger';
import type { HttpCall } from '../clients/http-call.js';
import { recorded } from '../clients/recorded.js';
import type { Recorder } from '../recorder/recorder.js';
import type { FaultyService } from '../service/faulty-service.js';

/** Calls to the topic that fail: more than the relay makes while it is watched. */
const FAILED_CALLS = 500;
const TOPIC = 'ProductUpdated';
const POLL_MS = 100;
/** Long enough for a busy machine. */
const LIMIT_MS = 30_000;

/**
 * One topic fails all the time. The event of another topic must be published nevertheless, and the one of the failed topic after
 * the topic works again.
 */
export const checkIsolation = async (
  service: FaultyService,
  call: HttpCall,
  recorder: Recorder,
  seed: number,
): Promise<Violation[]> => {
  const [changed, created] = [`CHANGED-${seed}`, `CREATED-${seed}`];
  let id = -1_000_000;
  const ask = async (productId: string, request: ProductRequest): Promise<void> => {
    recorder.operations.push(await recorded({ id: (id -= 1), productId, request }, call));
  };
  const isPublished = (productId: string, type: string): boolean =>
    recorder.received.some((event) => event.productId === productId && event.type.startsWith(type));
  const until = async (productId: string, type: string): Promise<Violation[]> => {
    const deadline = performance.now() + LIMIT_MS;
    while (performance.now() < deadline) {
      if (isPublished(productId, type)) return [];
      await sleep(POLL_MS);
    }
    return [{ promise: 'delayed', productId, text: `${type} was not published within ${LIMIT_MS} ms` }];
  };

  await ask(changed, { kind: 'create', name: 'Changed', price: 1 });
  const before = await until(changed, 'product.productCreated');
  for (let count = 0; count < FAILED_CALLS; count++) {
    const operation = 'sns:PublishBatch';
    await service.inject({ at: 'aws-call', operation, effect: 'fail', seconds: 0, containing: TOPIC });
  }
  await ask(changed, { kind: 'patch', price: 2 });
  await ask(created, { kind: 'create', name: 'Created', price: 3 });
  const meanwhile = await until(created, 'product.productCreated');
  const early: Violation[] = isPublished(changed, 'product.productUpdated')
    ? [{ promise: 'invented', productId: changed, text: 'An event was published although its topic failed' }]
    : [];
  await service.clear();
  return [...before, ...meanwhile, ...early, ...(await until(changed, 'product.productUpdated'))];
};
