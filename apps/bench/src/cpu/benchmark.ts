import { setTimeout as sleep } from 'node:timers/promises';
import type { Bench, Benchmark, Table } from '../core/benchmark.js';
import { compare, type Measure } from '../core/compare.js';
import type { Figure } from '../core/statistics.js';
import { deployedFunction, FUNCTIONS } from '../functions/deployed-function.js';
import { startFunction, type FunctionProcess } from '../functions/function-process.js';
import { startAwsAnswers } from '../parts/aws-answers.js';
import { buildBundles } from '../parts/bundles.js';
import { startDatabase } from '../parts/database.js';
import { profileTable } from './profile-table.js';
import { createProducts, subjects, type Subject } from './subjects.js';
import { runsOf, type Work } from './work.js';

/** A run with ten messages, and one with a single message. */
const SIZES = [10, 1] as const;
const RUNS = 20;
/** After these, the code is compiled, and every connection is open. */
const WARM_UP_RUNS = 60;
/** After the last run of a measurement, its traces are still being sent. */
const SETTLING_MS = 50;

export const cpu: Benchmark = {
  name: 'cpu',
  title: 'CPU time of an event through each function, against a bare PublishBatch of the AWS SDK',
  run: async (bench) => {
    await buildBundles(bench);
    const { url: databaseUrl, pool } = await startDatabase(bench);
    const aws = await startAwsAnswers(bench);
    const products = Array.from({ length: 10 }, (_, index) => `PRODUCT${index}`);
    await createProducts(pool, products);
    const all = subjects(pool);
    const work = { products, databaseUrl, aws };
    const times = await timesTable(all, work, bench);
    return [times, await profileTable(all, work, bench)];
  },
};

const BASELINE = 'PublishBatch';

const timesTable = async (all: readonly Subject[], work: Work, bench: Bench): Promise<Table> => {
  const variants: Record<string, Measure> = {};
  const bare = await startFunction(
    { name: BASELINE, file: `${__dirname}/bare-calls.mjs`, variables: work.aws.variables },
    bench,
  );
  for (const operation of ['publishBatch', 'putEvents']) {
    const event = JSON.stringify({ operation, size: 10 });
    const run = async (runs: number) => {
      for (let count = 0; count < runs; count += 1) await bare.run(event);
    };
    variants[operation === 'publishBatch' ? BASELINE : operation] = await warm(bare, run, 10);
  }
  for (const subject of all)
    for (const isTraced of [false, true]) {
      bench.progress(`starting ${FUNCTIONS[subject.folder]}${isTraced ? ' with the tracer' : ''}`);
      const function_ = await startFunction(deployedFunction(subject.folder, { ...work, isTraced }), bench);
      for (const size of SIZES) {
        const run = runsOf(function_, subject, work.products.slice(0, size), isTraced);
        variants[key(subject, size, isTraced)] = await warm(function_, run, size);
      }
    }
  const [relay, publisher] = all.map((subject) => variants[key(subject, 10, true)]);
  if (relay && publisher) variants['both'] = async () => (await relay()) + (await publisher());
  bench.progress('measuring');
  const measured = await compare(variants, { baseline: BASELINE, rounds: bench.rounds });
  const cells = (name: string): Figure[] => [measured[name]!.cost, measured[name]!.ratio];
  const rows = all.flatMap((subject) =>
    SIZES.map((size) => [
      FUNCTIONS[subject.folder],
      size,
      measured[key(subject, size, false)]!.cost,
      ...cells(key(subject, size, true)),
    ]),
  );
  return {
    title: 'CPU time of an event',
    columns: ['function', 'events a run', 'without tracer', 'as deployed', `× ${BASELINE} of ten, a message`],
    rows: [
      ['a bare PublishBatch', 10, measured[BASELINE]!.cost, '', 1],
      ['a bare PutEvents', 10, measured['putEvents']!.cost, '', measured['putEvents']!.ratio],
      ...rows,
      ['OutboxProcessor and PublishPublicEvents', 10, '', ...cells('both')],
    ],
  };
};

const key = ({ folder }: Subject, size: number, isTraced: boolean): string => `${folder} ${size} ${isTraced}`;

/** Milliseconds of CPU time for an event. */
const warm = async (
  function_: FunctionProcess,
  run: (runs: number) => Promise<void>,
  size: number,
): Promise<Measure> => {
  await run(WARM_UP_RUNS);
  return async () => {
    const before = await function_.cpuMs();
    await run(RUNS);
    await sleep(SETTLING_MS);
    return ((await function_.cpuMs()) - before) / RUNS / size;
  };
};
