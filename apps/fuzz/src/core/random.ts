import fc from 'fast-check';

/** The input with this number, always the same for a seed: it can be made again alone. */
export const inputAt = <T>(inputs: fc.Arbitrary<T>, seed: number, index: number): T => {
  // Neighbours have very different seeds. The constant is that of Knuth's multiplicative hash.
  const mixed = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b)) | 0;
  return fc.sample(inputs, { seed: mixed, numRuns: 1 })[0]!;
};
