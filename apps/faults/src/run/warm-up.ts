import { setTimeout as sleep } from 'node:timers/promises';
import type { ProductRequest } from '@product-service/ledger';
import type { HttpCall } from '../clients/http-call.js';
import { recorded } from '../clients/recorded.js';
import type { Recorder } from '../recorder/recorder.js';
import type { Account } from '../service/account.js';

const PAUSE_MS = 200;
/** Ids of operations before those of the clients. */
const FIRST_ID = -2_000_000;

/**
 * Sends requests until each function has answered and an event has been published. Otherwise the first seconds of a run, in which many
 * processes start, would consist of time-outs.
 */
export const warmUp = async (
  call: HttpCall,
  recorder: Recorder,
  account: Account,
  seed: number,
): Promise<void> => {
  const productId = `WARM-${seed}`;
  let id = FIRST_ID;
  const untilDone = async (request: ProductRequest): Promise<void> => {
    for (;;) {
      const operation = await recorded({ id: (id += 1), productId, request }, call);
      recorder.operations.push(operation);
      if (operation.outcome.kind !== 'unknown') return;
      await sleep(PAUSE_MS);
    }
  };
  for (const request of REQUESTS) await untilDone(request);
  for (const path of ['/product?limit=1', '/product/batch']) {
    const body = { items: [{ action: 'delete', product: { id: `NONE-${seed}` } }] };
    await call(path === '/product/batch' ? { method: 'POST', path, body } : { method: 'GET', path });
  }
  // Their functions start, and ignore them: there is no such product.
  const about = { data: { productId: `NONE-${seed}` } };
  await account.putEvent('inventory', 'inventory.stockUpdated.v1', about);
  await account.putEvent('pricing', 'pricing.pricingCalculated.v1', about);
  while (!recorder.received.some((event) => event.productId === productId)) await sleep(PAUSE_MS);
};

/** Prices below those of the clients, and different ones. */
const REQUESTS: readonly ProductRequest[] = [
  { kind: 'create', name: 'Warm up', price: 0.001 },
  { kind: 'update', name: 'Warm up', price: 0.002 },
  { kind: 'patch', price: 0.003 },
  { kind: 'get' },
  { kind: 'delete' },
];
