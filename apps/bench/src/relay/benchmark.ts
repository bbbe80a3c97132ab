import type { Benchmark } from '../core/benchmark.js';
import { startDatabase } from '../parts/database.js';
import { callsTable } from './calls.js';
import { openCounted } from './counted-database.js';
import { emptySweepTable, memoryTable } from './history.js';
import { noTimeTable } from './no-time.js';
import { sdkTable } from './sdk.js';

export const relay: Benchmark = {
  name: 'relay',
  title: 'draining the outbox, against reading and deleting its rows',
  async run(bench) {
    const database = await startDatabase(bench);
    const counted = openCounted(database, bench);
    return [
      await noTimeTable(bench, database, counted),
      await callsTable(bench, database, counted),
      await sdkTable(bench, database, counted),
      await emptySweepTable(bench, database, counted),
      await memoryTable(bench, database, counted),
    ];
  },
};
