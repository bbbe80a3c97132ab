import type { OutboxNudge } from '../ports/outbox-nudge.js';
import type { OutboxAdministration } from '../ports/outbox-administration.js';

/** What happened to the events that an operator named. Each of them is in one place. */
export interface OutboxDecision {
  /** The events that were released or discarded; in a dry run, those that would be. */
  readonly done: readonly string[];
  /** Published already, discarded, or never saved. */
  readonly notFound: readonly string[];
  /** The relay publishes them by itself, perhaps at this moment. */
  readonly notParked: readonly string[];
  /** Of `done`, this many were changed by somebody else at the same time. */
  readonly changedMeanwhile: number;
}

export interface AdministerOutboxDependencies {
  readonly outbox: OutboxAdministration;
  readonly nudge: OutboxNudge;
}

interface Decide {
  /** At most 1,000. */
  readonly eventIds: readonly string[];
  /** Changes nothing. */
  readonly dryRun: boolean;
}

/** Makes parked events due again and wakes the relay, which publishes them and the later events of their products. */
export const releaseEvents = ({ outbox, nudge }: AdministerOutboxDependencies) =>
  decision(outbox, nudge, (ids) => outbox.release(ids));

/**
 * Deletes parked events: they are never published. Wakes the relay, because later events of their products are due now.
 */
export const discardEvents = ({ outbox, nudge }: AdministerOutboxDependencies) =>
  decision(outbox, nudge, (ids) => outbox.discard(ids));

const decision =
  (
    outbox: OutboxAdministration,
    nudge: OutboxNudge,
    change: (eventIds: readonly string[]) => Promise<number>,
  ) =>
  async ({ eventIds, dryRun }: Decide): Promise<OutboxDecision> => {
    const ids = [...new Set(eventIds)];
    const found = new Map((await outbox.find(ids)).map((event) => [event.eventId, event]));
    const done = ids.filter((id) => found.get(id)?.state === 'parked');
    const changed = dryRun ? done.length : await change(done);
    if (!dryRun && changed > 0) await nudge();
    return {
      done,
      notFound: ids.filter((id) => !found.has(id)),
      notParked: ids.filter((id) => found.has(id) && found.get(id)?.state !== 'parked'),
      changedMeanwhile: done.length - changed,
    };
  };
