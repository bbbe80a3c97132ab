import type { PrivateEvent } from '../history/event.js';
import type { ProductHistory } from '../history/history.js';
import type { Operation } from '../history/operation.js';
import { shownBy, versionAfter } from './answers.js';
import { distinctEvents } from './distinct-events.js';
import { describeDetails, describeOperation } from './describe.js';
import { sameDetails, type Register } from './register.js';
import type { Violation } from './violation.js';

/** One line: sequence, type and details. */
export const describeEvent = ({ id, type, sequence, details, previous }: PrivateEvent): string =>
  [
    `${type} ${sequence}`,
    previous && `from ${describeDetails(previous)}`,
    details && `to ${describeDetails(details)}`,
    `(${id})`,
  ]
    .filter((part) => part !== undefined)
    .join(' ');

/**
 * Checks the events of a product without repeats: SNS first accepts them in the order of their sequences, each has its own, and
 * each begins where the one before ended, so that none is missing. Reads of a version show what the events up to it say, and a
 * version without an event is that of a fact.
 */
export const checkChain = (events: readonly PrivateEvent[], history: ProductHistory): Violation[] => {
  const { productId, operations, end } = history;
  const ordered = events.toSorted(bySequence);
  const states = ordered.map(stateAfter);
  const breach = (promise: Violation['promise'], text: string): Violation => ({ promise, productId, text });

  /** What events say about the product at a version. */
  const stateAt = (version: number): Register =>
    states[ordered.findLastIndex(({ sequence }) => sequence <= version)];
  const unexplained = operations.find((operation) => !showsWhatEventsSay(operation, stateAt));
  const unexplainedReads = unexplained
    ? [breach('lost', `No event explains this version: ${describeOperation(unexplained)}.`)]
    : [];

  return [
    ...checkOrder(events),
    ...checkLinks(ordered),
    ...unexplainedReads,
    ...checkGaps(ordered, history).map((text) => breach('lost', text)),
    ...checkEnd(ordered, end, breach),
  ];
};

const bySequence = (a: PrivateEvent, b: PrivateEvent): number => a.sequence - b.sequence;

/** Checks that SNS first accepted the events of a product, without repeats, in the order of their sequences. */
export const checkOrder = (events: readonly PrivateEvent[]): Violation[] => {
  let last: PrivateEvent | undefined;
  return events.flatMap((event): Violation[] => {
    const later = last;
    if (!later || later.sequence <= event.sequence) {
      last = event;
      return [];
    }
    const text = `SNS accepted ${describeEvent(later)} before ${describeEvent(event)}.`;
    return [{ promise: 'out-of-order', productId: event.productId, text }];
  });
};

/**
 * Checks that each event of a product begins where the one before ended, and has a sequence of its own.
 * @param before what the product was before the first event. `unknown`: nothing is known about that
 */
export const checkLinks = (
  events: readonly PrivateEvent[],
  before: 'absent' | 'unknown' = 'absent',
): Violation[] => {
  const ordered = events.toSorted(bySequence);
  return ordered.flatMap((event, index): Violation[] => {
    const { productId } = event;
    const previous = ordered[index - 1];
    if (previous?.sequence === event.sequence) {
      const text = `Two events have one sequence: ${describeEvent(previous)}, ${describeEvent(event)}.`;
      return [{ promise: 'invented', productId, text }];
    }
    if (!previous && before === 'unknown') return [];
    if (follows(event, previous && stateAfter(previous))) return [];
    const place = previous ? `after ${describeEvent(previous)}` : 'as the first event';
    const text = `A change is missing before ${describeEvent(event)}, which came ${place}.`;
    return [{ promise: 'lost', productId, text }];
  });
};

const stateAfter = ({ details }: PrivateEvent): Register => details;

/** Whether the event can have happened to the product in this state. */
const follows = ({ type, previous }: PrivateEvent, state: Register): boolean => {
  if (type === 'product.productCreated') return !state;
  if (type === 'product.productDeleted') return state !== undefined;
  return state !== undefined && previous !== undefined && sameDetails(state, previous);
};

const showsWhatEventsSay = (operation: Operation, stateAt: (version: number) => Register): boolean => {
  const product = shownBy(operation);
  if (product?.version === undefined) return true;
  const state = stateAt(product.version);
  return state !== undefined && sameDetails(state, product);
};

/** Each change makes one version and an event, each fact at most one version, however often it is received. */
const checkGaps = (
  ordered: readonly PrivateEvent[],
  { operations, end, facts }: ProductHistory,
): string[] => {
  const seen = [...operations, ...(end ? [end] : [])].map((operation) => versionAfter(operation) ?? 0);
  const highest = Math.max(ordered.at(-1)?.sequence ?? 0, ...seen);
  const ofEvents = new Set(ordered.map(({ sequence }) => sequence)).size;
  const ofFacts = distinctEvents(facts).length;
  return highest - ofEvents > ofFacts
    ? [`Of ${highest} versions, ${ofEvents} are those of events, and at most ${ofFacts} those of facts.`]
    : [];
};

const checkEnd = (
  ordered: readonly PrivateEvent[],
  end: Operation | undefined,
  breach: (promise: Violation['promise'], text: string) => Violation,
): Violation[] => {
  if (end?.outcome.kind !== 'done' && end?.outcome.kind !== 'absent') return [];
  const last = ordered.at(-1);
  const state = last && stateAfter(last);
  const product = shownBy(end);
  const where = `the last event is ${last ? describeEvent(last) : 'none'}, and the end is ${describeOperation(end)}.`;
  if (last && product?.version !== undefined && product.version < last.sequence)
    return [breach('invented', `An event tells a version that does not exist: ${where}`)];
  const isSame = state && product ? sameDetails(state, product) : !state && !product;
  return isSame ? [] : [breach('lost', `The last change was not published: ${where}`)];
};
