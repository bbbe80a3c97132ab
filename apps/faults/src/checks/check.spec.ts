import fc from 'fast-check';
import type { History, ProductHistory } from '../ledger/history.js';
import { check } from './check.js';
import { play, steps, stepsWithoutDeletion } from './testing/histories.js';

const historyOf = ({ end, ...history }: ProductHistory): History => ({ ...history, end: end ? [end] : [] });

it.each([
  ['deleted and created again', steps],
  ['never deleted', stepsWithoutDeletion],
])('accepts every history of the service of a product that is %s', async (_, scripts) => {
  await fc.assert(
    fc.asyncProperty(scripts, async (script) => {
      const verdict = check(historyOf(await play(script)));
      expect(verdict.violations.map(({ promise, text }) => `${promise}: ${text}`)).toEqual([]);
      expect(verdict.undecided).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});
