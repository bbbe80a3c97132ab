import type { Bench, Table } from '../core/benchmark.js';
import { compare } from '../core/compare.js';
import { inverse } from '../core/statistics.js';
import type { BenchDatabase } from '../parts/database.js';
import { EVEN, fill, SKEWED, sizeOf, SPREAD, type Backlog } from './backlog.js';
import type { CountedDatabase } from './counted-database.js';
import { readAndDelete } from './read-and-delete.js';
import { NO_TIME, runRelay } from './relay-run.js';

/** What the relay itself costs: the publisher takes no time. */
export const noTimeTable = async (
  { rounds, progress }: Bench,
  { pool }: BenchDatabase,
  counted: CountedDatabase,
): Promise<Table> => {
  const secondsForEach = (backlog: Backlog, drain: () => Promise<unknown>) => async () => {
    await fill(pool, backlog);
    const started = performance.now();
    await drain();
    return (performance.now() - started) / 1000 / sizeOf(backlog);
  };
  const rowOf = async (backlog: Backlog) => {
    progress(`a publisher that takes no time: ${backlog.name}`);
    const { pages1000, pages100, relay } = await compare(
      {
        pages1000: secondsForEach(backlog, () => readAndDelete(pool, 1_000)),
        pages100: secondsForEach(backlog, () => readAndDelete(pool, 100)),
        relay: secondsForEach(backlog, () => runRelay(counted, NO_TIME)),
      },
      { baseline: 'pages1000', rounds, unit: 's' },
    );
    return [
      backlog.name,
      inverse(pages1000.cost, '/s'),
      inverse(pages100.cost, '/s'),
      inverse(relay.cost, '/s'),
      inverse(relay.ratio, '×'),
    ];
  };
  return {
    title: 'A publisher that takes no time: events a second, against reading and deleting on one connection',
    columns: ['waiting', 'pages of 1,000', 'pages of 100', 'relay', 'relay / pages of 1,000'],
    rows: [await rowOf(SPREAD), await rowOf(EVEN), await rowOf(SKEWED)],
  };
};
