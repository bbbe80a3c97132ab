import type { Details, Fact, PrivateEvent, PublicEvent } from '../../history/event.js';
import type { ProductHistory } from '../../history/history.js';
import type { Operation, Outcome, ProductRequest, SeenProduct } from '../../history/operation.js';
import { PRODUCT_ID } from './sequential-service.js';

let ids = 0;

export const operation = (
  from: number,
  to: number,
  request: ProductRequest,
  outcome: Outcome,
): Operation => ({ id: (ids += 1), productId: PRODUCT_ID, request, from, to, outcome });

export const create = (price: number, name = 'Latte'): ProductRequest => ({ kind: 'create', name, price });
export const update = (price: number, name = 'Latte', ifVersion?: number): ProductRequest => ({
  kind: 'update',
  name,
  price,
  ifVersion,
});
export const patch = (price: number, ifVersion?: number): ProductRequest => ({
  kind: 'patch',
  price,
  ifVersion,
});
export const remove = (ifVersion?: number): ProductRequest => ({ kind: 'delete', ifVersion });
export const get: ProductRequest = { kind: 'get' };

/** Done, with the product in the answer. */
export const shows = (price: number, more: Partial<SeenProduct> = {}): Outcome => ({
  kind: 'done',
  product: { name: 'Latte', price, stockLevel: 0, ...more },
});
export const done: Outcome = { kind: 'done' };
export const absent: Outcome = { kind: 'absent' };
export const unknown: Outcome = { kind: 'unknown' };
export const refused: Outcome = { kind: 'refused' };

const details = (price: number, name = 'Latte'): Details => ({ name, price });
const event = (type: 'Created' | 'Updated' | 'Deleted', sequence: number): PrivateEvent => ({
  id: `event ${sequence}`,
  type: `product.product${type}`,
  productId: PRODUCT_ID,
  sequence,
  time: `2026-11-22T09:30:00.${String(sequence).padStart(3, '0')}Z`,
});
export const createdEvent = (sequence: number, price: number): PrivateEvent => ({
  ...event('Created', sequence),
  details: details(price),
});
export const updatedEvent = (sequence: number, previous: number, price: number): PrivateEvent => ({
  ...event('Updated', sequence),
  previous: details(previous),
  details: details(price),
});
export const deletedEvent = (sequence: number): PrivateEvent => event('Deleted', sequence);

/** Both versions of each event. */
export const publicEventsOf = (events: readonly PrivateEvent[]): PublicEvent[] =>
  events.flatMap(({ id, type, productId, sequence, time, details }) => [
    { id: `${id} v1`, type: `${type}.v1`, productId, sequence, time },
    { id: `${id} v2`, type: `${type}.v2`, productId, sequence, time, details },
  ]);

export const FACT: Fact = {
  id: 'fact',
  productId: PRODUCT_ID,
  time: '2026-11-22T09:30:00.000Z',
  sent: 1,
  value: { kind: 'stock', stockLevel: 7 },
};

/** With both public versions of each event. */
export const historyOf = (
  operations: readonly Operation[],
  accepted: readonly PrivateEvent[],
  more: Partial<ProductHistory> = {},
): ProductHistory => ({
  productId: PRODUCT_ID,
  operations,
  accepted,
  received: publicEventsOf(accepted),
  facts: [],
  ...more,
});
