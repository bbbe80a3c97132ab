import type { Bench, Benchmark, Table } from '../core/benchmark.js';
import { compare, type Measure } from '../core/compare.js';
import { startAwsAnswers } from '../parts/aws-answers.js';
import { buildBundles } from '../parts/bundles.js';
import { startDatabase, type BenchDatabase } from '../parts/database.js';
import { fillCatalogue, freeIds, keptIds, newProducts } from './catalogue.js';
import { OPERATIONS, type Operation } from './operations.js';
import { STEPS } from './steps.js';
import { startWorker, type Worker } from './workers.js';

/** Requests of one operation in a round. */
const CALLS = 1_000;

export const handlers: Benchmark = {
  name: 'handlers',
  title: 'the bundled handlers of the REST API, against the bare SQL of the same requests',
  async run(bench) {
    await buildBundles(bench);
    const database = await startDatabase(bench);
    await fillCatalogue(database, CALLS);
    const answers = await startAwsAnswers(bench);
    const variables = { DATABASE_URL: database.url, ...answers.variables };
    const untraced = { ...variables, DD_TRACE_ENABLED: 'false' };
    const workers = {
      'bare SQL': startWorker('bare', variables, bench),
      handler: startWorker('bundled', untraced, bench),
      'handler, no log': startWorker('bundled', { ...untraced, POWERTOOLS_LOG_LEVEL: 'SILENT' }, bench),
      'handler, traced': startWorker('bundled', variables, bench),
    };
    const steps = startWorker('steps', untraced, bench);
    return [...(await measureRequests(workers, database, bench)), await measureSteps(steps, database, bench)];
  },
};

const measureRequests = async (
  workers: Readonly<Record<'bare SQL' | 'handler' | 'handler, no log' | 'handler, traced', Worker>>,
  database: BenchDatabase,
  { rounds, progress }: Bench,
): Promise<Table[]> => {
  const ratios: Table['rows'][number][] = [];
  const times: Table['rows'][number][] = [];
  for (const operation of OPERATIONS) {
    progress(`${operation}, ${CALLS} requests a round`);
    const variants = mapValues(
      workers,
      (worker) => async () => worker({ call: operation, ids: await idsFor(operation, database) }),
    );
    const [bare, ...others] = Object.values(await warmComparison(variants, 'bare SQL', rounds));
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
};

const measureSteps = async (
  worker: Worker,
  database: BenchDatabase,
  { rounds, progress }: Bench,
): Promise<Table> => {
  progress('the steps of a creation, each alone');
  const steps = Object.fromEntries(
    STEPS.map((call) => [call, async () => worker({ call, ids: await freeIds(database, CALLS) })]),
  );
  const measured = await warmComparison(steps, 'write product and event', rounds);
  return {
    title: 'The steps of a creation, each alone, and times the duration of the database’s part',
    columns: ['step', 'duration', 'ratio'],
    rows: Object.entries(measured).map(([step, { cost, ratio }]) => [step, cost, ratio]),
  };
};

/** The first round compiles the code. */
const warmComparison = async <Name extends string>(
  variants: Readonly<Record<Name, Measure>>,
  baseline: NoInfer<Name>,
  rounds: number,
) => {
  for (const variant of Object.values<Measure>(variants)) await variant();
  return compare(variants, { baseline, rounds });
};

const idsFor = async (operation: Operation, database: BenchDatabase): Promise<string[]> => {
  if (operation === 'get' || operation === 'list') return keptIds(CALLS);
  return operation === 'create' ? freeIds(database, CALLS) : newProducts(database, CALLS);
};

const mapValues = <Name extends string, From, To>(
  record: Readonly<Record<Name, From>>,
  map: (value: From) => To,
): Record<Name, To> =>
  Object.fromEntries(Object.entries<From>(record).map(([name, value]) => [name, map(value)])) as Record<
    Name,
    To
  >;
