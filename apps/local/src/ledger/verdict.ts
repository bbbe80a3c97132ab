import type { Promised, Verdict } from '@product-service/console/protocol';
import { describeEvent, describeOperation, type PrivateEvent } from '@product-service/ledger';
import type { Broken, PromiseName } from './judge-product.js';
import type { RecordedOperation } from './recorded-operation.js';

/** Longer is late: the schedule of the outbox publishes within a minute what no nudge did. */
const LATE_MS = 60_000;

/** What is known about a place where events wait. */
export interface Waiting {
  /** Everything that came to the place before this time has left it. Milliseconds of `performance.now()`. */
  readonly leftUntil: number;
  /** When the place was last found empty. Undefined: something waits there. */
  readonly emptyAt: number | undefined;
}

/** Counts of several queues are not taken at one moment, so that only two counts in a row show that a place is empty. */
export const counted = (before: Waiting | undefined, count: number, at: number): Waiting => ({
  leftUntil: (count === 0 ? before?.emptyAt : undefined) ?? before?.leftUntil ?? -Infinity,
  emptyAt: count === 0 ? at : undefined,
});

/** What the judgements of all products say together. */
export interface Totals {
  readonly acknowledged: number;
  readonly published: number;
  readonly repeated: number;
  readonly events: number;
  readonly delivered: number;
  readonly answers: number;
  readonly unpublished: readonly RecordedOperation[];
  readonly undelivered: readonly PrivateEvent[];
  readonly broken: readonly Broken[];
}

interface Context {
  readonly now: number;
  /** Undefined: nobody tells. Then what is late counts as lost. */
  readonly outbox: Waiting | undefined;
  readonly queues: Waiting | undefined;
  /** What is left out of the counts, for people. */
  readonly scope: string;
  /** The local time at which counting began. */
  readonly since: string;
}

export const verdictOf = (totals: Totals, { now, outbox, queues, scope, since }: Context): Verdict => {
  const { acknowledged, published, repeated, events, delivered, answers } = totals;
  const changes = progress({
    open: totals.unpublished.map((operation) => ({
      since: operation.to,
      describe: () => describeOperation(operation),
    })),
    waiting: outbox,
    now,
    place: 'the outbox',
    verb: 'is',
  });
  const deliveries = progress({
    open: totals.undelivered.map((event) => ({
      since: event.accepted ?? now,
      describe: () => describeEvent(event),
    })),
    waiting: queues,
    now,
    place: 'the queues and dead-letter queues of the publisher',
    verb: 'are',
  });
  const judged = (
    name: PromiseName,
    promise: string,
    count: number,
    detail: string,
    state = KEPT,
  ): Promised => {
    const [first, ...others] = totals.broken.filter((it) => it.promise === name);
    if (first)
      return {
        promise,
        isKept: false,
        detail: others.length > 0 ? `${first.text} And ${others.length} more.` : first.text,
      };
    if (state.isKept !== true) return { promise, ...state };
    return count === 0 ? { promise, isKept: undefined, detail: NOTHING } : { promise, isKept: true, detail };
  };
  return {
    acknowledged,
    published,
    repeated,
    promises: [
      judged(
        'published',
        'Every change that a client was told is done is published.',
        acknowledged,
        `${published} of ${acknowledged} changes since ${since} are published${scope}.`,
        changes,
      ),
      judged(
        'agreed',
        'Each published event reaches the bus, and its versions agree.',
        events,
        `${delivered} of ${events} events are on the bus in each version.`,
        deliveries,
      ),
      judged(
        'ordered',
        'The events of a product are published in the order of its versions.',
        events,
        `${events} events in order.`,
      ),
      judged('kept', 'No update is lost.', answers, `${answers} answers fit together, and the events.`),
      judged(
        'repeatable',
        'An event that is published again has the same id and content.',
        events,
        `${repeated} events came more than once.`,
      ),
    ],
  };
};

const NOTHING = 'Nothing has happened yet.';
const KEPT: Omit<Promised, 'promise'> = { isKept: true, detail: '' };

interface Open {
  /** Something that must come after this time. */
  readonly since: number;
  readonly describe: () => string;
}

/** Whether what has not come yet is on its way, or lost. */
const progress = ({
  open,
  waiting,
  now,
  place,
  verb,
}: {
  readonly open: readonly Open[];
  readonly waiting: Waiting | undefined;
  readonly now: number;
  readonly place: string;
  readonly verb: 'is' | 'are';
}): Omit<Promised, 'promise'> => {
  if (open.length === 0) return KEPT;
  const late = open.filter(({ since }) => now - since > LATE_MS);
  const lost = waiting ? late.filter(({ since }) => since < waiting.leftUntil) : late;
  if (lost[0]) {
    const where = waiting ? `, and ${place} ${verb} empty` : '';
    return {
      isKept: false,
      detail: `${lost.length} did not come within a minute${where}: ${lost[0].describe()}`,
    };
  }
  const oldest = open.reduce((least, { since }) => Math.min(least, since), now);
  const age =
    late.length > 0 ? `, the oldest for ${Math.round((now - oldest) / 1_000)} s: look at ${place}` : '';
  return { isKept: undefined, detail: `${open.length} on ${open.length === 1 ? 'its' : 'their'} way${age}.` };
};
