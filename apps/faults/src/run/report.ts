import { historyOf } from '@product-service/ledger';
import type { RunOptions } from './options.js';
import { type RunResult, summaryOf } from './result.js';

/** Violations that are shown with the history of their product. */
const SHOWN = 5;

const commandOf = ({ seed, duration, clients, speed, spacing }: RunOptions): string =>
  `npm run faults -- --seed ${seed} --duration ${duration} --clients ${clients} --speed ${speed} --spacing ${spacing}`;

/** The result for people: what was done, and each broken promise with what shows it. */
export const reportOf = (result: RunResult): string => {
  const { operations, faults, expected, delivered, duplicated, poison, drainSeconds } = summaryOf(result);
  const { violations, history, options, undecided, statuses } = result;
  const counts = Object.entries(statuses).map(([status, count]) => `${status}: ${count}`);
  return [
    `${operations} operations, ${faults} faults, ${poison} poison messages. Answers: ${counts.join(', ')}`,
    `${expected} public events expected, ${delivered} delivered, ${duplicated} repeated. At rest ${drainSeconds} s after the last fault.`,
    ...(undecided.length > 0
      ? [`Not decided, because too many orders are possible: ${undecided.join(', ')}`]
      : []),
    ...(violations.length === 0 ? ['Every promise was kept.'] : []),
    ...violations
      .slice(0, SHOWN)
      .flatMap(({ promise, productId, text }) => [
        '',
        `BROKEN ${promise}${productId ? `, ${productId}` : ''}: ${text}`,
        ...(productId ? historyOf(history, productId).map((line) => `  ${line}`) : []),
      ]),
    ...(violations.length > SHOWN ? ['', `And ${violations.length - SHOWN} more.`] : []),
    ...(violations.length > 0 ? ['', `To repeat the same requests and faults: ${commandOf(options)}`] : []),
  ].join('\n');
};
