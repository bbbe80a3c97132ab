import { setTimeout as sleep } from 'node:timers/promises';
import type { Bench, Table } from '../core/benchmark.js';
import { deployedFunction, FUNCTIONS } from '../functions/deployed-function.js';
import { startFunction } from '../functions/function-process.js';
import { profiledBundle } from './profiled-bundle.js';
import { allocatedBytes, cpuShares, partsOf } from './shares.js';
import type { Subject } from './subjects.js';
import { runsOf, type Work } from './work.js';

const RUNS = 100;
const SHOWN_PARTS = 7;
/** The tracer sends after a run. */
const SETTLING_MS = 500;

/** Which packages use the time, and how much memory an event takes, in runs of ten as deployed. */
export const profileTable = async (all: readonly Subject[], work: Work, bench: Bench): Promise<Table> => {
  const rows: (readonly string[])[] = [];
  for (const subject of all) {
    const name = FUNCTIONS[subject.folder];
    bench.progress(`profiling ${name}`);
    const bundle = await profiledBundle(subject.folder, bench);
    const function_ = await startFunction(
      deployedFunction(subject.folder, { ...work, isTraced: true, bundle }),
      bench,
    );
    const run = runsOf(function_, subject, work.products, true);
    await run(RUNS);
    await sleep(SETTLING_MS);
    await work.aws.count();
    const partOf = await partsOf(bundle);
    const shares = cpuShares(await function_.profileCpu(() => run(RUNS)), partOf);
    await sleep(SETTLING_MS);
    const { calls } = await work.aws.count();
    const bytes = allocatedBytes(await function_.profileAllocations(() => run(RUNS)), partOf);
    const events = RUNS * work.products.length;
    rows.push([
      name,
      shares
        .slice(0, SHOWN_PARTS)
        .map(([part, share]) => `${part} ${Math.round(share * 100)} %`)
        .join(', '),
      `${Math.round(bytes / events / 1024)} KB`,
      Object.entries(calls)
        .map(([call, count]) => `${call} ${Number((count / events).toPrecision(2))}`)
        .join(', '),
    ]);
  }
  return {
    title: 'Where the time goes, as deployed, in runs of ten events',
    columns: ['function', 'CPU time of the main thread', 'allocated for an event', 'calls for an event'],
    rows,
  };
};
