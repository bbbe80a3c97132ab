import type { Operation } from '@product-service/ledger';
import type { HttpCall } from '../clients/http-call.js';
import { recorded } from '../clients/recorded.js';
import type { Wish } from '../clients/step.js';

/** How many reads are sent at a time. */
const AT_A_TIME = 10;

/** Reads each of these products once. */
export const readAll = async (productIds: readonly string[], call: HttpCall): Promise<Operation[]> => {
  const reads: Operation[] = [];
  const waiting: Wish[] = productIds.map((productId, id) => ({
    id: -1 - id,
    productId,
    request: { kind: 'get' },
  }));
  const reader = async (): Promise<void> => {
    for (let next = waiting.pop(); next; next = waiting.pop()) reads.push(await recorded(next, call));
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, reader));
  return reads;
};
