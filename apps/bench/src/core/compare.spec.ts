import { compare, msPerCall } from './compare.js';

describe('comparing variants', () => {
  /** Takes `cost`, on a machine that becomes slower with every measurement. */
  const onSlowingMachine = () => {
    let measurements = 0;
    return (cost: number) => async () => cost * (1 + (measurements++ % 100) / 1000);
  };

  it('gives the ratio to the baseline of the same round', async () => {
    const cost = onSlowingMachine();
    const { half, twice } = await compare(
      { half: cost(1), twice: cost(4), baseline: cost(2) },
      { baseline: 'baseline', rounds: 9 },
    );
    expect(half.ratio.median).toBeCloseTo(0.5, 2);
    expect(twice.ratio.median).toBeCloseTo(2, 2);
    expect(twice.ratio.low).toBeLessThanOrEqual(twice.ratio.median);
    expect(twice.ratio.high).toBeGreaterThanOrEqual(twice.ratio.median);
  });

  it('measures all variants in each round, and starts each round with another one', async () => {
    const order: string[] = [];
    const noting = (name: string) => async () => order.push(name);
    await compare({ a: noting('a'), b: noting('b') }, { baseline: 'a', rounds: 3 });
    expect(order.join('')).toBe('abbaab');
  });

  it('makes the given number of calls, one after the other', async () => {
    const calls: number[] = [];
    expect(await msPerCall(3, async (call) => calls.push(call))()).toBeGreaterThan(0);
    expect(calls).toEqual([0, 1, 2]);
  });
});
