import type { EventPublisher, ProductEventType } from '@product-service/events';
import type { OutboxNudge } from '../ports/outbox-nudge.js';
import type { Outbox } from '../ports/outbox.js';
import { Lanes } from './relay-outbox-lanes.js';
import type { RelayFailure } from './relay-outbox-outcomes.js';

/** Entries in a page: few, because most outboxes have fewer, and many as long as nearly all of them can be published. */
const SHORT_PAGE = 100;
const LONG_PAGE = 1_000;
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
    const lanes = new Lanes({ outbox, publisher, hasTime });
    let limit = SHORT_PAGE;
    let isDrained = false;

    await poll().catch((error: unknown) => lanes.fail(error));
    await lanes.end();
    if (!isDrained) await nudge();
    const { published, failures } = lanes.outcomes;
    return { published, failures: [...failures.values()] };

    /** Reads the outbox from start to end, repeatedly, while its events are being published. */
    async function poll(): Promise<void> {
      while (lanes.isOpen) {
        const isWhole = position === undefined;
        const { settled } = lanes;
        const { hasDue, hasPostponed } = await readToEnd();
        if (position !== undefined) return;
        const isWaiting = lanes.busy.size > 0 || hasPostponed;
        isDrained = isWhole && !hasDue && !isWaiting;
        if (isDrained) return;
        if (isWaiting) await untilWorthReading(settled);
      }
    }

    /**
     * Waits until another read finds more than it reads in vain: it shows the entries that are in memory again. `settled` is from
     * before the last read.
     */
    async function untilWorthReading(settled: number): Promise<void> {
      if (lanes.busy.size === 0) return pause();
      const enough = lanes.entries > SHORT_PAGE ? lanes.settled + lanes.entries / 2 : settled + 1;
      for (
        let pauses = Math.ceil(lanes.entries / LONG_PAGE);
        pauses > 0 && !lanes.hasSettled(enough);
        pauses -= 1
      ) {
        const isSettled = lanes.untilSettled(enough).then(() => true);
        if (!(await Promise.race([isSettled, pause()]))) lanes.outcomes.save(1);
      }
    }

    /** Publishes what is due from `position` on. */
    async function readToEnd() {
      let [hasDue, hasPostponed] = [false, false];
      do {
        await lanes.untilRoom();
        // The entries of a product that was busy before the read may be published by now.
        const busyBefore = new Set(lanes.busy);
        const page = await outbox.due(limit, position);
        const kept = lanes.add(page.backlogs.filter(({ productId }) => !busyBefore.has(productId)));
        position = page.next;
        hasDue ||= page.backlogs.length > 0;
        hasPostponed ||= page.hasPostponed;
        if (position !== undefined) limit = kept > limit / 2 ? LONG_PAGE : SHORT_PAGE;
      } while (position !== undefined && lanes.isOpen);
      return { hasDue, hasPostponed };
    }
  };
};
