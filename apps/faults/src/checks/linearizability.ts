import type { ProductHistory } from '../ledger/history.js';
import type { Operation } from '../ledger/operation.js';
import { describeOutcome, describeRequest } from './describe.js';
import { isObservation } from './answers.js';
import { explain, type Operations } from './search.js';
import type { TookEffect } from './took-effect.js';
import type { Violation } from './violation.js';

export interface Linearizability {
  readonly violations: readonly Violation[];
  /** The search reached its limit: nothing is known about the product. */
  readonly isUndecided: boolean;
}

interface Options {
  /** By default, each operation without an answer may have taken effect at any time after it began. */
  readonly tookEffect?: TookEffect;
  /** The most configurations to search. */
  readonly limit?: number | undefined;
}

/** Some 100 times what 200 operations of 8 clients need. Reached after a few seconds. */
const DEFAULT_LIMIT = 200_000;
const MOST_ROWS = 25;

/** Checks that some order of the operations on a product, with the end, explains all answers: no update is lost. */
export const checkLinearizability = (
  { productId, operations, end }: Pick<ProductHistory, 'productId' | 'operations' | 'end'>,
  { tookEffect = () => ({}), limit = DEFAULT_LIMIT }: Options = {},
): Linearizability => {
  const all = end ? [...operations, end] : operations;
  const effective = all.filter(({ outcome: { kind } }) => kind !== 'refused' && kind !== 'version-mismatch');
  const [unanswered, answered] = [true, false].map((isUnanswered) =>
    effective.filter(({ outcome }) => (outcome.kind === 'unknown') === isUnanswered),
  ) as [Operation[], Operation[]];
  const possible = unanswered.flatMap((operation) => {
    const effect = operation.request.kind !== 'get' && tookEffect(operation);
    return effect ? [{ ...operation, ...effect }] : [];
  });
  const history: Operations = { answered, possible };
  const explanation = explain(history, limit);
  if (explanation !== 'unexplained') return { violations: [], isUndecided: explanation === 'undecided' };
  const text = `No order of these operations explains all answers:\n${tableOf(shorten(history, limit))}`;
  return { violations: [{ promise: 'lost-update', productId, text }], isUndecided: false };
};

/** The shortest beginning of the history that is unexplained, without the observations that do not matter. */
const shorten = (history: Operations, limit: number): Operations => {
  const ends = history.answered.map(({ to }) => to).sort((a, b) => a - b);
  const isUnexplained = (operations: Operations) => explain(operations, limit) === 'unexplained';
  // If a beginning is unexplained, every longer one is.
  let [least, most] = [0, ends.length - 1];
  while (least < most) {
    const middle = (least + most) >> 1;
    if (isUnexplained(beginningOf(history, ends[middle]!))) most = middle;
    else least = middle + 1;
  }
  const beginning = beginningOf(history, ends[most]!);
  const without = (operations: Operations, left: readonly Operation[]): Operations => ({
    ...operations,
    answered: operations.answered.filter((operation) => !left.includes(operation)),
  });
  /** Leaves out as many of the observations as possible, together if possible. */
  const reduce = (operations: Operations, observations: readonly Operation[]): Operations => {
    const fewer = without(operations, observations);
    if (observations.length === 0 || isUnexplained(fewer)) return fewer;
    if (observations.length === 1) return operations;
    const middle = observations.length >> 1;
    return reduce(reduce(operations, observations.slice(0, middle)), observations.slice(middle));
  };
  return reduce(beginning, beginning.answered.filter(isObservation));
};

/** What was known at this time: operations that had no answer yet may have taken effect. */
const beginningOf = ({ answered, possible }: Operations, time: number): Operations => ({
  answered: answered.filter(({ to }) => to <= time),
  possible: [...possible, ...answered.filter((it) => it.to > time && !isObservation(it))].filter(
    ({ from }) => from <= time,
  ),
});

const tableOf = ({ answered, possible }: Operations): string => {
  const rows = [
    ...answered.map((operation) => ({ ...operation, answer: describeOutcome(operation.outcome) })),
    ...possible.map((operation) => ({ ...operation, to: Infinity, answer: 'no answer yet' })),
  ].sort((a, b) => a.to - b.to || a.from - b.from);
  const isPossible = rows.filter(({ to }) => to === Infinity);
  const shown = [
    ...rows.filter(({ to }) => to !== Infinity).slice(-MOST_ROWS),
    ...isPossible.slice(-MOST_ROWS),
  ];
  const left = rows.length - shown.length;
  const cells = [
    ['operation', 'from ms', 'to ms', 'request', 'answer'],
    ...shown.map(({ id, from, to, request, answer }) => [
      `#${id}`,
      String(from),
      to === Infinity ? '' : String(to),
      describeRequest(request),
      answer,
    ]),
  ];
  const widths = cells[0]!.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)));
  const lines = cells.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
  return [...lines, ...(left > 0 ? [`and ${left} earlier operations`] : [])].join('\n');
};
