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
  const ordered = events.toSorted((a, b) => a.sequence - b.sequence);
  const states = ordered.map(stateAfter);
  const breach = (promise: Violation['promise'], text: string): Violation => ({ promise, productId, text });

  const overtaken = events.flatMap((event, index) => {
    const later = events.slice(0, index).find(({ sequence }) => sequence > event.sequence);
    const text = later && `SNS accepted ${describeEvent(later)} before ${describeEvent(event)}.`;
    return text === undefined ? [] : [breach('out-of-order', text)];
  });

  const breaks = ordered.flatMap((event, index) => {
    const before = ordered[index - 1];
    if (before?.sequence === event.sequence)
      return [
        breach(
          'invented',
          `Two events have one sequence: ${describeEvent(before)}, ${describeEvent(event)}.`,
        ),
      ];
    if (follows(event, before && states[index - 1])) return [];
    const place = before ? `after ${describeEvent(before)}` : 'as the first event';
    return [breach('lost', `A change is missing before ${describeEvent(event)}, which came ${place}.`)];
  });

  /** What events say about the product at a version. */
  const stateAt = (version: number): Register =>
    states[ordered.findLastIndex(({ sequence }) => sequence <= version)];
  const unexplained = operations.find((operation) => !showsWhatEventsSay(operation, stateAt));
  const unexplainedReads = unexplained
    ? [breach('lost', `No event explains this version: ${describeOperation(unexplained)}.`)]
    : [];

  return [
    ...overtaken,
    ...breaks,
    ...unexplainedReads,
    ...checkGaps(ordered, history).map((text) => breach('lost', text)),
    ...checkEnd(ordered, end, breach),
  ];
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
