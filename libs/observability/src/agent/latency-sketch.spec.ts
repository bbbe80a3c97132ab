import { encodedSketch } from '../testing/tracer-sketch.js';
import { countOf, type LatencySketch, merged, quantileOf } from './latency-sketch.js';
import { readSketch } from './read-sketch.js';

const SECONDS = [0.0003, 0.001, 0.002, 0.0035, 0.01, 0.5, 12, 12];
/** Relative: 1 % of the tracer's sketch, and the rounding of the tests' own values. */
const ACCURACY = 0.01 + 1e-9;
const QUANTILES = [0, 0.25, 0.5, 0.9, 0.99, 1];

const received = (values: readonly number[]): LatencySketch => readSketch(encodedSketch(values));
const expectQuantiles = (sketch: LatencySketch, values: readonly number[]): void => {
  const sorted = values.toSorted((a, b) => a - b);
  for (const part of QUANTILES) {
    const exact = sorted[Math.max(0, Math.ceil(part * values.length) - 1)] ?? 0;
    expect(Math.abs(quantileOf(sketch, part) - exact)).toBeLessThanOrEqual(ACCURACY * exact);
  }
};

describe('latencies from a sketch of the tracer', () => {
  it.each([
    ['one value', [0.004]],
    ['less and more than a second', SECONDS],
    ['with zeros', [0, 0, 0, ...SECONDS]],
    ['only zeros', [0, 0]],
    ['many values', Array.from({ length: 5_000 }, (_, index) => 0.0001 * 1.003 ** index)],
    ['few values', [0.001, 0.5]],
  ])('have the quantiles of the latencies: %s', (_, values) => {
    const sketch = received(values);
    expect(countOf(sketch)).toBe(values.length);
    expectQuantiles(sketch, values);
  });

  it('can be merged: the quantiles are those of all values', () => {
    const later = [0, 0.004, 0.004, 3, 40];
    const sketch = merged(received(SECONDS), received(later));
    expect(countOf(sketch)).toBe(SECONDS.length + later.length);
    expectQuantiles(sketch, [...SECONDS, ...later]);
  });

  it('are 0 without any value', () => {
    expect(countOf(received([]))).toBe(0);
    expect(quantileOf(received([]), 0.5)).toBe(0);
  });
});
