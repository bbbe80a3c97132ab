import type { Headers } from '@product-service/events';
import type { RecordedEvent } from '@product-service/product';
import type { Insertable } from 'kysely';
import { dateOf } from './product-rows.js';
import type { OutboxTable } from './schema.js';

/** Returns the trace context that an event carries. */
export type StampHeaders = (event: IdentifiedEvent) => Headers;

export type IdentifiedEvent = RecordedEvent & { readonly id: string };

/** An outbox entry as it is saved with its product. */
export type NewEntry = Omit<
  Insertable<OutboxTable>,
  'event_time' | 'rejections' | 'held_until' | 'parked_at' | 'last_error'
>;

/** Makes the entries of one logical write. Each event is stamped once, even if the write is retried. */
export const entriesOfWrite = (stampHeaders: StampHeaders): ((event: IdentifiedEvent) => NewEntry) => {
  const stamped = new Map<string, Headers>();
  return (event) => {
    const headers = stamped.get(event.id) ?? stampHeaders(event);
    stamped.set(event.id, headers);
    return {
      event_id: event.id,
      product_id: event.data.productId,
      product_version: Number(event.sequence),
      type: event.type,
      data: JSON.stringify(event.data),
      occurred_at: dateOf(event.time),
      headers: JSON.stringify(headers),
    };
  };
};
