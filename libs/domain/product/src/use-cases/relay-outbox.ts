import { EventRejectedError, type EventPublisher, type ProductEventType } from '@product-service/events';
import type { ProductEvent } from '../product.js';
import type { OutboxNudge } from '../ports/outbox-nudge.js';
import type { Outbox, OutboxEntry } from '../ports/outbox.js';

const BATCH_SIZE = 100;
/** An event that was refused this often for its own fault is parked. */
export const MAX_REJECTIONS = 5;
/** How long to leave a product alone after the broker was throttling, failing or out of reach. */
const POSTPONE_SECONDS = 5;

/** An event that was not published in this run. A parked one needs an operator. */
export interface RelayFailure {
  readonly event: ProductEvent;
  readonly outcome: 'postponed' | 'rejected' | 'parked';
  readonly reason: unknown;
}

export interface RelayResult {
  readonly published: number;
  readonly failures: readonly RelayFailure[];
}

/**
 * Publishes what is in the outbox, until nothing is due or `hasTime` says no. Each product's events are accepted in
 * version order the first time; an event that fails holds back its own product only. Killed at any point it
 * loses nothing: what was accepted but not yet removed goes out again with the same id.
 */
export const relayOutbox =
  ({
    outbox,
    publisher,
    nudge,
  }: {
    outbox: Outbox;
    publisher: EventPublisher<ProductEventType>;
    nudge: OutboxNudge;
  }) =>
  async (hasTime: () => boolean): Promise<RelayResult> => {
    const failures: RelayFailure[] = [];
    let published = 0;
    for (;;) {
      const entries = await outbox.due(BATCH_SIZE);
      if (entries.length === 0) return { published, failures };
      let lanes = byProduct(entries);
      while (lanes.length > 0 && hasTime()) lanes = await publishRound(lanes);
      if (!hasTime()) {
        await nudge();
        return { published, failures };
      }
    }

    /** Publishes the first event of every lane; gives back what is left of the lanes that may go on. */
    async function publishRound(lanes: readonly Lane[]): Promise<Lane[]> {
      const sent = await Promise.allSettled(lanes.map(([{ event }]) => publisher.publish(event)));
      const accepted = lanes.filter((_, index) => sent[index]?.status === 'fulfilled');
      if (accepted.length > 0) await outbox.remove(accepted.map(([{ event }]) => event.id));
      published += accepted.length;
      for (const [index, outcome] of sent.entries()) {
        const entry = lanes[index]?.[0];
        if (entry && outcome.status === 'rejected') await putBack(entry, outcome.reason);
      }
      return accepted.flatMap(([, next, ...later]) => (next ? [[next, ...later] as const] : []));
    }

    async function putBack({ event, rejections }: OutboxEntry, reason: unknown): Promise<void> {
      const outcome = outcomeOf(reason, rejections);
      if (outcome === 'postponed') await outbox.postpone(event.id, POSTPONE_SECONDS);
      if (outcome === 'rejected') await outbox.reject(event.id, String(reason), 2 ** rejections);
      if (outcome === 'parked') await outbox.park(event.id, String(reason));
      failures.push({ event, outcome, reason });
    }
  };

/** Only what an event is to blame for itself counts towards parking it. */
const outcomeOf = (reason: unknown, rejections: number): RelayFailure['outcome'] => {
  if (!(reason instanceof EventRejectedError)) return 'postponed';
  return rejections + 1 < MAX_REJECTIONS ? 'rejected' : 'parked';
};

/** One product's entries in version order. */
type Lane = readonly [OutboxEntry, ...OutboxEntry[]];

const byProduct = (entries: readonly OutboxEntry[]): Lane[] =>
  Object.values(Object.groupBy(entries, ({ event }) => event.subject ?? event.id)) as unknown as Lane[];
