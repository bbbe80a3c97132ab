import type { Bench, Cell, Table } from '../core/benchmark.js';
import { figure, median } from '../core/statistics.js';
import type { BenchDatabase } from '../parts/database.js';
import { EVEN, FEW, fill, SKEWED, sizeOf, SPREAD, type Backlog } from './backlog.js';
import type { CountedDatabase } from './counted-database.js';
import { slowClient, type SlowClient } from './slow-client.js';
import { runRelay, snsPublisher, type Run } from './relay-run.js';

const DELAYS = [0, 5, 20, 50];

/** Events a second, calls and statements for each event, with calls that take a time. */
export const callsTable = async (
  { rounds, progress }: Bench,
  { pool }: BenchDatabase,
  counted: CountedDatabase,
): Promise<Table> => {
  const rowOf = async (backlog: Backlog, delayMs: number): Promise<readonly Cell[]> => {
    progress(`calls of ${delayMs} ms: ${backlog.name}`);
    const runs: (Run & SlowClient['published'])[] = [];
    for (let round = 0; round < Math.ceil(rounds / 3); round += 1) {
      await fill(pool, backlog);
      const { client, published } = slowClient(() => delayMs);
      // The hot product alone would take minutes, with one event of it in each call.
      const others = sizeOf({ ...backlog, hot: 0 });
      const run = await runRelay(
        counted,
        snsPublisher(client),
        () => published.others < others || !backlog.hot,
      );
      runs.push({ ...run, ...published });
    }
    const each = (count: (run: (typeof runs)[number]) => number) =>
      median(runs.map((run) => count(run) / run.published)).toFixed(3);
    return [
      backlog.name,
      `${delayMs} ms`,
      figure(
        runs.map(({ published, seconds }) => published / seconds),
        '/s',
      ),
      Math.max(...runs.map(({ mostCalls }) => mostCalls)),
      each(({ calls }) => calls),
      each(({ statements }) => statements),
    ];
  };
  const rows = [];
  for (const backlog of [SPREAD, EVEN, FEW, SKEWED])
    for (const delayMs of DELAYS) rows.push(await rowOf(backlog, delayMs));
  return {
    title: 'Calls to SNS that take a time',
    columns: ['waiting', 'a call', 'events', 'calls at a time', 'calls / event', 'statements / event'],
    rows,
  };
};
