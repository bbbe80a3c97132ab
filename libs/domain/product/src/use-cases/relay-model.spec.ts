import fc from 'fast-check';
import { relaySteps } from '../testing/model/relay-commands.js';
import { RelaySystem } from '../testing/model/relay-system.js';

/** `MODEL_RUNS` sets the number of runs of a long search. */
const RUNS = Number(process.env['MODEL_RUNS'] ?? 1_500);
/** Steps of a counterexample: enough, unless a relay never ends. */
const SHOWN = 200;
/** Entries of a page of the outbox. */
const PAGES = fc.constantFrom(100, 1, 2, 3);
/** Events of each product that wait at the start. */
const BACKLOGS = fc.record({ Latte: fc.nat(4), Mocha: fc.nat(2) });

it('the relay keeps its promises, whatever two relays, writers, the broker and the operator do', async () => {
  await fc.assert(
    fc.asyncProperty(PAGES, BACKLOGS, relaySteps(), async (pageSize, backlogs, steps) => {
      const system = new RelaySystem(pageSize);
      try {
        for (const [name, events] of Object.entries(backlogs)) await system.fill(name, events);
        await fc.asyncModelRun(() => ({ model: {}, real: system }), steps);
        await system.settle();
        expect(system.violations).toEqual([]);
      } catch (error) {
        throw new Error(
          `${(error as Error).message}\nWhat happened:\n${system.history.slice(0, SHOWN).join('\n')}`,
          {
            cause: error,
          },
        );
      }
    }),
    { numRuns: RUNS },
  );
}, 3_600_000);
