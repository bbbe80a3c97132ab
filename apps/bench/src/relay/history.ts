import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Bench, Table } from '../core/benchmark.js';
import { figure } from '../core/statistics.js';
import type { BenchDatabase } from '../parts/database.js';
import { fill, SPREAD, type Backlog } from './backlog.js';
import type { CountedDatabase } from './counted-database.js';
import { NO_TIME, runRelay } from './relay-run.js';

const MANY = 100_000;

/** What a run costs that finds nothing to publish, after different histories. */
export const emptySweepTable = async (
  { rounds, progress }: Bench,
  { pool }: BenchDatabase,
  counted: CountedDatabase,
): Promise<Table> => {
  const parked = (products: number): Backlog => ({ ...SPREAD, products, entriesEach: MANY / products });
  const park = `UPDATE product_api.outbox SET parked_at = now(), held_until = '9999-12-31' WHERE product_version = 1`;
  const histories: Record<string, () => Promise<unknown>> = {
    'an empty outbox': () => fill(pool, { ...SPREAD, products: 0 }),
    '100,000 events published': async () => {
      await fill(pool, { ...SPREAD, products: MANY });
      await runRelay(counted, NO_TIME);
    },
    '100,000 events behind a parked one': async () => {
      await fill(pool, parked(1));
      await pool.query(park);
    },
    '100 products with a parked event and 999 behind it': async () => {
      await fill(pool, parked(100));
      await pool.query(park);
    },
  };
  const rows = [];
  for (const [name, make] of Object.entries(histories)) {
    progress(`an empty sweep: ${name}`);
    await make();
    const runs = [];
    for (let round = 0; round <= rounds; round += 1) runs.push(await runRelay(counted, NO_TIME));
    rows.push([
      name,
      runs[0]!.statements,
      figure(
        runs.slice(1).map(({ seconds }) => seconds * 1000),
        'ms',
      ),
    ]);
  }
  return { title: 'A run that finds nothing to publish', columns: ['before', 'statements', 'time'], rows };
};

/** The heap while an outbox is drained, after garbage collection. */
export const memoryTable = async (
  { progress }: Bench,
  { pool }: BenchDatabase,
  counted: CountedDatabase,
): Promise<Table> => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const heapMiB = () => {
    collect();
    return process.memoryUsage().heapUsed / 1024 ** 2;
  };
  const rows = [];
  for (const backlog of [
    { ...SPREAD, products: 10_000 },
    { ...SPREAD, products: 100_000 },
    { ...SPREAD, products: 1_000, entriesEach: 100 },
  ]) {
    const events = backlog.products * backlog.entriesEach;
    const name = `${events.toLocaleString('en')} events of ${backlog.products.toLocaleString('en')} products`;
    progress(`memory: ${name}`);
    await fill(pool, backlog);
    const before = heapMiB();
    let [count, most] = [0, 0];
    await runRelay(counted, {
      publish: async () => {
        count += 1;
        if (count % (events / 20) === 0) most = Math.max(most, heapMiB());
      },
    });
    rows.push([name, { ...figure([most - before], 'MiB') }]);
  }
  return {
    title: 'Memory of the relay: the highest of 20 measurements',
    columns: ['drained', 'heap in use'],
    rows,
  };
};
