import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import type { Bench, Benchmark, Table } from '../core/benchmark.js';
import { compare, type Comparison } from '../core/compare.js';
import { WORKSPACE } from '../core/result.js';
import { figure } from '../core/statistics.js';
import { startAwsAnswers } from '../parts/aws-answers.js';
import { buildBundles, bundleFile } from '../parts/bundles.js';
import { startDatabase } from '../parts/database.js';
import { FUNCTIONS, functionVariables, insertProducts } from './functions.js';
import { startBundle } from './start.js';

const BASELINES = 'bench/src/cold-start/baselines';
/** Starts of a bundle in a round, where it is compared with its libraries. */
const STARTS = 3;
const LIBRARIES = ['create-product', 'get-product'];

/** Starts a process in which a bundle is loaded `isTraced` or not. */
interface Variant {
  readonly name: string;
  readonly isTraced: boolean;
}

export const coldStart: Benchmark = {
  name: 'cold-start',
  title: 'load and first request of every bundle in a new process',
  run: async (bench) => {
    await buildBundles(bench);
    execFileSync(process.execPath, ['apps/bundle.mjs', BASELINES], { cwd: WORKSPACE });
    const { url, pool } = await startDatabase(bench);
    await insertProducts(pool);
    const { endpoint, variables } = await startAwsAnswers(bench);
    const starts = startsOf({ ...functionVariables(endpoint), ...variables, DATABASE_URL: url });
    return [
      await againstLibraries(bench, starts),
      await ofAllBundles(bench, starts, false),
      await ofAllBundles(bench, starts, true),
    ];
  },
};

type Starts = ReturnType<typeof startsOf>;

const startsOf = (variables: Readonly<Record<string, string>>) => {
  const requests = new Map<string, number[]>();
  return {
    /** Measures the processor time of a load. It depends less on the machine's other work, and a load waits for nothing. */
    load: (variant: Variant) => async (): Promise<number> =>
      (await startBundle({ ...variant, variables })).loadCpuMs,

    /** Measures the duration of a load, and collects that of the first request after it. */
    loadAndRequest:
      ({ name, isTraced }: Variant) =>
      async (): Promise<number> => {
        const start = await startBundle({ name, isTraced, variables, event: await FUNCTIONS[name]?.() });
        if (start.requestMs !== undefined)
          requests.set(name, [...(requests.get(name) ?? []), start.requestMs]);
        return start.loadMs;
      },

    /** The first requests of a bundle since the last call. */
    takeRequests(name: string): readonly number[] {
      const taken = requests.get(name) ?? [];
      requests.delete(name);
      return taken;
    },
  };
};

const kilobytes = (name: string): number => statSync(bundleFile(name)).size / 1000;

/** Each function against a bundle that only imports the libraries of the function. */
const againstLibraries = async ({ rounds, progress }: Bench, { load }: Starts): Promise<Table> => {
  const rows: Table['rows'][number][] = [];
  for (const name of LIBRARIES) {
    progress(`${name} against its libraries`);
    const [bundle, libraries] = [`product-api/${name}`, `${BASELINES}/${name}-libraries`];
    const ratioOf = async (isTraced: boolean): Promise<Comparison['ratio']> => {
      const variants = {
        bundle: load({ name: bundle, isTraced }),
        libraries: load({ name: libraries, isTraced }),
      };
      return (await compare(variants, { baseline: 'libraries', rounds: rounds * STARTS })).bundle.ratio;
    };
    const bytes = kilobytes(bundle) / kilobytes(libraries);
    rows.push([name, figure([bytes], '×'), await ratioOf(false), await ratioOf(true)]);
  }
  return {
    title: 'Against a bundle that imports the same libraries and does nothing',
    columns: ['function', 'bytes', 'load, processor time', 'with the tracer'],
    rows,
  };
};

/** The load of every bundle, and its first request. */
const ofAllBundles = async (
  { rounds, progress }: Bench,
  { loadAndRequest, takeRequests }: Starts,
  isTraced: boolean,
): Promise<Table> => {
  progress(`all bundles, ${isTraced ? 'with' : 'without'} the tracer`);
  const names = [`${BASELINES}/empty`, `${BASELINES}/sdk-clients`, ...Object.keys(FUNCTIONS)];
  const variants = Object.fromEntries(names.map((name) => [name, loadAndRequest({ name, isTraced })]));
  const measured = await compare(variants, { baseline: `${BASELINES}/empty`, rounds });
  const rows = names.map((name) => {
    const requests = takeRequests(name);
    const request = requests.length > 0 ? figure(requests, 'ms') : '';
    return [
      name.replace(`${BASELINES}/`, 'only '),
      Math.round(kilobytes(name)),
      measured[name]!.cost,
      request,
    ];
  });
  return {
    title: `Every bundle in a new process, ${isTraced ? 'as deployed, with the tracer' : 'without the tracer'}`,
    columns: ['bundle', 'KB', 'load', 'first request'],
    rows,
  };
};
