import { EventRejectedError, type EventPublisher, type ProductEventType } from '@product-service/events';
import type { OutboxNudge } from '../ports/outbox-nudge.js';
import type { Outbox, OutboxEntry, ProductBacklog } from '../ports/outbox.js';
import type { ProductEvent } from '../product.js';

/** So many products travel together: as many as one call to the broker takes. */
const GROUP_SIZE = 10;
/** So many groups at a time. */
const MAX_GROUPS = 20;
/** An event that was refused this often for its own fault is parked. */
export const MAX_REJECTIONS = 5;
/** How long to leave a product alone after the broker was throttling, failing or out of reach. */
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
  /** Lets a fraction of a second go by. */
  readonly pause: () => Promise<void>;
}

/**
 * Publishes what is in the outbox, until nothing is due or `hasTime` says no. Each product's events are accepted in
 * version order the first time; an event that fails holds back its own product only, and is tried again while there is
 * time. Nudges that come meanwhile wait behind this run: so it keeps looking for new entries itself. Killed at any
 * point it loses nothing: what was accepted but not yet removed goes out again with the same id.
 */
export const relayOutbox = ({ outbox, publisher, nudge, pause }: RelayDependencies) => {
  /** Runs go on where the one before ended: or a run that never comes to the end would neglect what is there. */
  let position: string | undefined;

  return async (hasTime: () => boolean): Promise<RelayResult> => {
    let published = 0;
    const failures = new Map<string, RelayFailure>();
    /** Products in the hands of a group. */
    const busy = new Set<string>();
    const groups = new Set<Promise<void>>();
    const errors: unknown[] = [];
    let isDrained = false;

    await look().catch((error: unknown) => void errors.push(error));
    await Promise.all(groups);
    if (errors.length > 0) throw errors[0];
    if (!isDrained) await nudge();
    return { published, failures: [...failures.values()] };

    /** Passes through the outbox, again and again. */
    async function look(): Promise<void> {
      /** Whether this pass began at the beginning, and has found something to publish, now or in a while. */
      let [isWhole, hasFound, hasPostponed] = [position === undefined, false, false];
      while (!isDrained && errors.length === 0 && hasTime()) {
        // What a read says of a product that was busy when it began may be published by now.
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

    /** Publishes the first entry of each, then the second … A product whose entry fails is left. */
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
          if (entry && outcome.status === 'rejected') await putBack(entry, outcome.reason);
        }
        rest = rest
          .filter((_, index) => sent[index]?.status === 'fulfilled')
          .flatMap(([, ...later]) => (later.length > 0 ? [later] : []));
      }
    }

    async function putBack({ event, rejections }: OutboxEntry, reason: unknown): Promise<void> {
      const outcome = outcomeOf(reason, rejections);
      if (outcome === 'postponed') await outbox.postpone(event.id, POSTPONE_SECONDS);
      if (outcome === 'rejected') await outbox.reject(event.id, String(reason), 2 ** rejections);
      if (outcome === 'parked') await outbox.park(event.id, String(reason));
      failures.set(event.id, { event, outcome, reason });
    }
  };
};

/** Only what an event is to blame for itself counts towards parking it. */
const outcomeOf = (reason: unknown, rejections: number): RelayFailure['outcome'] => {
  if (!(reason instanceof EventRejectedError)) return 'postponed';
  return rejections + 1 < MAX_REJECTIONS ? 'rejected' : 'parked';
};
