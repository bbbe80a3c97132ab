import { figure, type Figure } from './statistics.js';

/** Measures once, and returns the cost, e.g. in milliseconds for each call. Less is better. */
export type Measure = () => Promise<number>;

export interface Comparison {
  /** The cost itself. Depends on the machine. */
  readonly cost: Figure;
  /** The cost divided by that of the baseline in the same round. */
  readonly ratio: Figure;
}

/**
 * Measures all variants in each round, in turns, so that a slower phase of the machine changes all of them. Benchmark libraries
 * measure one variant after the other, and compare two different phases. Each round starts with another variant.
 */
export const compare = async <Name extends string>(
  variants: Readonly<Record<Name, Measure>>,
  { baseline, rounds, unit = 'ms' }: { baseline: NoInfer<Name>; rounds: number; unit?: string },
): Promise<Record<Name, Comparison>> => {
  const names = Object.keys(variants) as Name[];
  const costs: Record<Name, number>[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const inTurn = names.map((_, index) => names[(index + round) % names.length]!);
    const measured = {} as Record<Name, number>;
    for (const name of inTurn) measured[name] = await variants[name]();
    costs.push(measured);
  }
  const comparisonOf = (name: Name): Comparison => ({
    cost: figure(
      costs.map((round) => round[name]),
      unit,
    ),
    ratio: figure(
      costs.map((round) => round[name] / round[baseline]),
      '×',
    ),
  });
  return Object.fromEntries(names.map((name) => [name, comparisonOf(name)])) as Record<Name, Comparison>;
};

/** Milliseconds of one call, as the mean of `calls` calls, one after the other. `run` gets the number of the call. */
export const msPerCall =
  (calls: number, run: (call: number) => Promise<unknown>): Measure =>
  async () => {
    const started = performance.now();
    for (let call = 0; call < calls; call += 1) await run(call);
    return (performance.now() - started) / calls;
  };
