import type { Benchmark, Table } from '../core/benchmark.js';
import { compare } from '../core/compare.js';
import { startAwsAnswers } from '../parts/aws-answers.js';
import { buildBundles } from '../parts/bundles.js';
import { startDatabase, type BenchDatabase } from '../parts/database.js';
import { nameOf, OPERATIONS, type Operation } from './operations.js';
import { startWorker } from './workers.js';

/** Requests of one operation in a round. */
const CALLS = 500;

export const handlers: Benchmark = {
  name: 'handlers',
  title: 'the bundled handlers of the REST API, against the bare SQL of the same requests',
  run: async (bench) => {
    await buildBundles(bench);
    const database = await startDatabase(bench);
    const answers = await startAwsAnswers(bench);
    const variables = { DATABASE_URL: database.url, ...answers.variables };
    const workers = {
      bare: startWorker('bare', variables, bench),
      handler: startWorker('bundled', { ...variables, DD_TRACE_ENABLED: 'false' }, bench),
      'handler, no log': startWorker(
        'bundled',
        { ...variables, DD_TRACE_ENABLED: 'false', POWERTOOLS_LOG_LEVEL: 'SILENT' },
        bench,
      ),
      'handler, traced': startWorker('bundled', { ...variables, DD_SERVICE: 'bench' }, bench),
    };
    await fillCatalogue(database);

    const ratios: Table['rows'][number][] = [];
    const times: Table['rows'][number][] = [];
    for (const operation of OPERATIONS) {
      bench.progress(`${operation}, ${CALLS} requests a round`);
      const measure = (worker: keyof typeof workers) => async (): Promise<number> => {
        const ids = await prepare(database, operation);
        const { ms } = await workers[worker].run({ operation, ids });
        return ms;
      };
      const variants = {
        bare: measure('bare'),
        handler: measure('handler'),
        'handler, no log': measure('handler, no log'),
        'handler, traced': measure('handler, traced'),
      };
      // The first round compiles the code.
      for (const variant of Object.values(variants)) await variant();
      const measured = await compare(variants, { baseline: 'bare', rounds: bench.rounds });
      const [bare, ...others] = Object.values(measured);
      ratios.push([operation, ...others.map(({ ratio }) => ratio)]);
      times.push([operation, bare!.cost, ...others.map(({ cost }) => cost)]);
    }
    const columns = Object.keys(workers);
    return [
      {
        title: 'Times the duration of the bare SQL',
        columns: ['request', ...columns.slice(1)],
        rows: ratios,
      },
      { title: 'Duration of a request', columns: ['request', ...columns], rows: times },
    ];
  },
};

/** The products that lists and reads return. */
const fillCatalogue = async ({ pool }: BenchDatabase): Promise<void> =>
  insertProducts(pool, idsOf('A', CALLS));

/** The ids of a round, and what their requests need: rows to change, and no row to create. */
const prepare = async ({ pool }: BenchDatabase, operation: Operation): Promise<string[]> => {
  if (operation === 'get' || operation === 'list') return idsOf('A', CALLS);
  await pool.query('TRUNCATE product_api.outbox');
  await pool.query(`DELETE FROM product_api.products WHERE id LIKE 'W%'`);
  const ids = idsOf('W', CALLS);
  if (operation !== 'create') await insertProducts(pool, ids);
  return ids;
};

const idsOf = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}${String(index).padStart(5, '0')}`);

const insertProducts = async (pool: BenchDatabase['pool'], ids: readonly string[]): Promise<void> => {
  await pool.query(
    `INSERT INTO product_api.products (id, name, price, stock_level, price_brackets, version, updated_at, last_change_id)
     SELECT id, name, 1, 0, '[]', 1, now(), gen_random_uuid() FROM unnest($1::text[], $2::text[]) AS product (id, name)`,
    [ids, ids.map(nameOf)],
  );
};
