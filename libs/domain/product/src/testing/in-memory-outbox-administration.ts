import { toMilliseconds } from '@product-service/events';
import {
  MAX_COUNT,
  type BoundedCount,
  type OutboxAdministration,
  type WaitingEvent,
  type WaitingEventPosition,
} from '../ports/outbox-administration.js';
import type { OutboxEntry } from '../ports/outbox.js';
import { compareText } from './compare-text.js';

export interface StoredEntry extends OutboxEntry {
  /** In milliseconds. */
  readonly dueAt: number;
  readonly parked: boolean;
  readonly reason?: string;
}

/** In-memory fake of the port, over the entries of the in-memory outbox. `now` is its clock, in milliseconds. */
export const inMemoryOutboxAdministration = (
  entries: Map<string, StoredEntry>,
  now: () => number,
): OutboxAdministration => {
  const stateOf = ({ parked, dueAt }: StoredEntry): WaitingEvent['state'] => {
    if (parked) return 'parked';
    return dueAt > now() ? 'postponed' : 'waiting';
  };
  const viewOf = (entry: StoredEntry): WaitingEvent => ({
    eventId: entry.event.id,
    productId: entry.event.data.productId,
    version: Number(entry.event.sequence),
    type: entry.event.type,
    occurredAt: entry.event.time,
    state: stateOf(entry),
    rejections: entry.rejections,
    reason: entry.reason,
  });
  const parkedOf = (eventIds: readonly string[]): StoredEntry[] =>
    [...new Set(eventIds)].flatMap((id) => entries.get(id) ?? []).filter(({ parked }) => parked);

  return {
    async overview() {
      const all = [...entries.values()];
      const times = all.map(({ event }) => toMilliseconds(event.time));
      return {
        waiting: bounded(all.length),
        postponed: bounded(all.filter((entry) => stateOf(entry) === 'postponed').length),
        parked: bounded(all.filter((entry) => stateOf(entry) === 'parked').length),
        oldestAgeSeconds: Math.max(0, (now() - Math.min(now(), ...times)) / 1000),
      };
    },

    async list({ limit, isParked, productId, after }) {
      const found = [...entries.values()]
        .map(viewOf)
        .filter(({ state }) => !isParked || state === 'parked')
        .filter((event) => productId === undefined || event.productId === productId)
        .filter((event) => !after || order(event, after) > 0)
        .sort(order);
      const events = found.slice(0, limit);
      const { productId: id = '', version = 0, eventId = '' } = events.at(-1) ?? {};
      const next = found.length > limit ? { productId: id, version, eventId } : undefined;
      return { events, next };
    },

    find: async (eventIds) => [...new Set(eventIds)].flatMap((id) => entries.get(id) ?? []).map(viewOf),

    async release(eventIds) {
      const released = parkedOf(eventIds);
      for (const entry of released)
        entries.set(entry.event.id, { ...entry, parked: false, dueAt: 0, rejections: 0 });
      return released.length;
    },

    async discard(eventIds) {
      const discarded = parkedOf(eventIds);
      for (const { event } of discarded) entries.delete(event.id);
      return discarded.length;
    },
  };
};

const bounded = (count: number): BoundedCount => ({
  count: Math.min(count, MAX_COUNT),
  isMore: count > MAX_COUNT,
});

const order = (a: WaitingEventPosition, b: WaitingEventPosition): number =>
  compareText(a.productId, b.productId) || a.version - b.version || compareText(a.eventId, b.eventId);
