import { EventRejectedError, type EventPublisher, type ProductEventType } from '@product-service/events';
import type { OutboxNudge } from '../ports/outbox-nudge.js';
import type { Outbox, OutboxEntry, ProductBacklog } from '../ports/outbox.js';
import type { ProductEvent } from '../product.js';

/** Products published together: as many as fit into one call to the broker. */
const GROUP_SIZE = 10;
/** Groups published concurrently. */
const MAX_GROUPS = 20;
/** After this many rejections of its content, an event is parked. */
export const MAX_REJECTIONS = 5;
/** Delay before a product is retried after the broker throttled, failed or could not be reached. */
const POSTPONE_SECONDS = 2;

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

export interface RelayDependencies {
  readonly outbox: Outbox;
  readonly publisher: EventPublisher<ProductEventType>;
  readonly nudge: OutboxNudge;
  /** Resolves after a fraction of a second. */
  readonly pause: () => Promise<void>;
}

/**
 * Publishes the outbox until nothing is due or `hasTime` returns false.
 *
 * - The broker first accepts each product's events in version order. A failed event blocks its own product only, and is
 *   retried while there is time.
 * - Nudges that arrive during a run wait behind it, so the run keeps polling for new entries.
 * - A killed run loses nothing: events that were accepted but not removed are published again with the same id.
 */
export const relayOutbox = ({ outbox, publisher, nudge, pause }: RelayDependencies) => {
  /** A run continues where the last one stopped. Otherwise runs that never finish would starve the last products. */
  let position: string | undefined;

  return async (hasTime: () => boolean): Promise<RelayResult> => {
    let published = 0;
    const failures = new Map<string, RelayFailure>();
    /** Products that are being published. */
    const busy = new Set<string>();
    const groups = new Set<Promise<void>>();
    const errors: unknown[] = [];
    let isDrained = false;

    await poll().catch((error: unknown) => void errors.push(error));
    await Promise.all(groups);
    if (errors.length > 0) throw errors[0];
    if (!isDrained) await nudge();
    return { published, failures: [...failures.values()] };

    /** Reads the outbox from start to end, repeatedly. */
    async function poll(): Promise<void> {
      /** Whether this pass started at the first page, and whether it found due or postponed entries. */
      let [isWhole, hasFound, hasPostponed] = [position === undefined, false, false];
      while (!isDrained && errors.length === 0 && hasTime()) {
        // The entries of a product that was busy before the read may be published by now.
        const busyBefore = new Set(busy);
        const page = await outbox.due(position);
        position = page.next;
        const free = page.backlogs.filter(({ productId }) => !busyBefore.has(productId));
        hasFound ||= free.length > 0;
        hasPostponed ||= page.hasPostponed;
        for (let index = 0; index < free.length; index += GROUP_SIZE) {
          while (groups.size >= MAX_GROUPS) await Promise.race(groups);
          start(free.slice(index, index + GROUP_SIZE));
        }
        if (position !== undefined) continue;
        const isWaiting = groups.size > 0 || hasPostponed;
        if (isWaiting) await Promise.race([...groups, pause()]);
        isDrained = isWhole && !hasFound && !isWaiting;
        [isWhole, hasFound, hasPostponed] = [true, false, false];
      }
    }

    function start(group: readonly ProductBacklog[]): void {
      for (const { productId } of group) busy.add(productId);
      const run = publishGroup(group)
        .catch((error: unknown) => void errors.push(error))
        .finally(() => {
          groups.delete(run);
          for (const { productId } of group) busy.delete(productId);
        });
      groups.add(run);
    }

    /** Publishes the first entry of each product, then the second, and so on. Stops at a product's first failure. */
    async function publishGroup(group: readonly ProductBacklog[]): Promise<void> {
      let rest: (readonly OutboxEntry[])[] = group.map(({ entries }) => entries);
      while (rest.length > 0 && hasTime()) {
        const first = rest.flatMap(([entry]) => entry ?? []);
        const sent = await Promise.allSettled(first.map(({ event }) => publisher.publish(event)));
        const accepted = first.filter((_, index) => sent[index]?.status === 'fulfilled');
        if (accepted.length > 0) await outbox.remove(accepted.map(({ event }) => event.id));
        published += accepted.length;
        for (const { event } of accepted) failures.delete(event.id);
        for (const [index, outcome] of sent.entries()) {
          const entry = first[index];
          if (entry && outcome.status === 'rejected') await handleFailure(entry, outcome.reason);
        }
        rest = rest
          .filter((_, index) => sent[index]?.status === 'fulfilled')
          .flatMap(([, ...later]) => (later.length > 0 ? [later] : []));
      }
    }

    async function handleFailure({ event, rejections }: OutboxEntry, reason: unknown): Promise<void> {
      const outcome = outcomeOf(reason, rejections);
      if (outcome === 'postponed') await outbox.postpone(event.id, POSTPONE_SECONDS);
      if (outcome === 'rejected') await outbox.reject(event.id, String(reason), 2 ** rejections);
      if (outcome === 'parked') await outbox.park(event.id, String(reason));
      failures.set(event.id, { event, outcome, reason });
    }
  };
};

/** Only rejections of the event's content count towards parking. */
const outcomeOf = (reason: unknown, rejections: number): RelayFailure['outcome'] => {
  if (!(reason instanceof EventRejectedError)) return 'postponed';
  return rejections + 1 < MAX_REJECTIONS ? 'rejected' : 'parked';
};
