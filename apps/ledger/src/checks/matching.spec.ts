import fc from 'fast-check';
import { unmatched } from './matching.js';

/** The most pairs, by trying all. */
const mostPairs = (left: readonly number[][], taken: readonly number[] = []): number => {
  const [first, ...others] = left;
  if (!first) return 0;
  const choices = first
    .filter((it) => !taken.includes(it))
    .map((it) => 1 + mostPairs(others, [...taken, it]));
  return Math.max(mostPairs(others, taken), ...choices);
};

it('leaves as few without a partner as possible', () => {
  const right = [0, 1, 2, 3, 4];
  const choices = fc.array(fc.uniqueArray(fc.constantFrom(...right)), { maxLength: 6 });
  fc.assert(
    fc.property(choices, (left) => {
      const alone = unmatched(left, right, (fitting, candidate) => fitting.includes(candidate));
      expect(alone).toHaveLength(left.length - mostPairs(left));
    }),
    { numRuns: 1000 },
  );
});
