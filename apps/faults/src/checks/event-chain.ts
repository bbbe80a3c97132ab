import type { PrivateEvent } from '../ledger/event.js';
import type { ProductHistory } from '../ledger/history.js';
import type { Operation } from '../ledger/operation.js';
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
 * each begins where the one before ended, so that none is missing. Reads of a version show what the events up to it say.
 */
export const checkChain = (
  events: readonly PrivateEvent[],
  { productId, operations, end }: Pick<ProductHistory, 'productId' | 'operations' | 'end'>,
): Violation[] => {
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

  return [...overtaken, ...breaks, ...unexplainedReads, ...checkEnd(ordered, end, breach)];
};

const stateAfter = ({ details }: PrivateEvent): Register => details;

/** Whether the event can have happened to the product in this state. */
const follows = ({ type, previous }: PrivateEvent, state: Register): boolean => {
  if (type === 'product.productCreated') return !state;
  if (type === 'product.productDeleted') return state !== undefined;
  return state !== undefined && previous !== undefined && sameDetails(state, previous);
};

const showsWhatEventsSay = ({ outcome }: Operation, stateAt: (version: number) => Register): boolean => {
  const product = outcome.kind === 'done' ? outcome.product : undefined;
  if (product?.version === undefined) return true;
  const state = stateAt(product.version);
  return state !== undefined && sameDetails(state, product);
};

const checkEnd = (
  ordered: readonly PrivateEvent[],
  end: Operation | undefined,
  breach: (promise: Violation['promise'], text: string) => Violation,
): Violation[] => {
  if (end?.outcome.kind !== 'done' && end?.outcome.kind !== 'absent') return [];
  const last = ordered.at(-1);
  const state = last && stateAfter(last);
  const product = end.outcome.kind === 'done' ? end.outcome.product : undefined;
  const where = `the last event is ${last ? describeEvent(last) : 'none'}, and the end is ${describeOperation(end)}.`;
  if (last && product?.version !== undefined && product.version < last.sequence)
    return [breach('invented', `An event tells a version that does not exist: ${where}`)];
  const isSame = state && product ? sameDetails(state, product) : !state && !product;
  return isSame ? [] : [breach('lost', `The last change was not published: ${where}`)];
};
