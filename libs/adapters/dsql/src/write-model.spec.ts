import fc from 'fast-check';
import { useTestDatabase } from './testing/test-database.js';
import { writeSteps } from './testing/model/write-steps.js';
import { WriteSystem } from './testing/model/write-system.js';

const test = useTestDatabase();

/** `MODEL_RUNS` sets the number of runs of a long search. */
const RUNS = Number(process.env['MODEL_RUNS'] ?? 40);

const empty = async (): Promise<void> => {
  for (const table of ['outbox', 'products', 'repeatable_requests'] as const) {
    await test.kysely.deleteFrom(table).execute();
  }
};

it('clients are told the truth, and each change is written once, whatever happens to connections and processes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.boolean(), writeSteps(), async (isPipelined, steps) => {
      await empty();
      const system = new WriteSystem(test.url, test.kysely, isPipelined);
      try {
        await system.create('LATTE');
        await fc.asyncModelRun(() => ({ model: {}, real: system }), steps);
        expect(await system.settle()).toEqual([]);
      } catch (error) {
        throw new Error(`${(error as Error).message}\nWhat happened:\n${system.history.join('\n')}`, {
          cause: error,
        });
      } finally {
        await system.stop();
      }
    }),
    { numRuns: RUNS },
  );
}, 3_600_000);
