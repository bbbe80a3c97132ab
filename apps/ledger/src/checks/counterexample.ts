import type { Operation } from '../history/operation.js';
import { isObservation } from './answers.js';
import { describeOutcome, describeRequest } from './describe.js';
import { explain, type Operations } from './search.js';

/** Of operations with an answer, and of others. */
const MOST_ROWS = 25;
/** Lower than that of the check, because many searches are made. What stays undecided is not left out. */
const LIMIT = 50_000;

/** The operations in the shortest beginning of a history that no order explains, as a table. */
export const counterexampleOf = (history: Operations): string => {
  const shortest = shorten(history);
  const [last] = shortest.answered.toSorted((a, b) => b.to - a.to);
  return `No order of these operations explains all answers until that of #${last?.id}:\n${tableOf(shortest)}`;
};

/** Without the observations that do not matter. */
const shorten = (history: Operations): Operations => {
  const ends = history.answered.map(({ to }) => to).sort((a, b) => a - b);
  const isUnexplained = (operations: Operations) => explain(operations, LIMIT) === 'unexplained';
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
