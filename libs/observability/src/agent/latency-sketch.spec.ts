import { createRequire } from 'node:module';
import { countOf, merged, quantileOf } from './latency-sketch.js';
import { readSketch } from './read-sketch.js';

/** What the tests use of the sketch that the tracer sends. It is a copy inside of dd-trace's package. */
interface TracerSketch {
  accept(value: number): void;
  getValueAtQuantile(part: number): number;
  toProto(): Uint8Array;
}
const { LogCollapsingLowestDenseDDSketch: DDSketch } = createRequire(import.meta.url)(
  'dd-trace/vendor/dist/@datadog/sketches-js',
) as { LogCollapsingLowestDenseDDSketch: new () => TracerSketch };

const sketchOf = (values: readonly number[]): TracerSketch => {
  const sketch = new DDSketch();
  for (const value of values) sketch.accept(value);
  return sketch;
};
const SECONDS = [0.0003, 0.001, 0.002, 0.0035, 0.01, 0.5, 12, 12];
const QUANTILES = [0, 0.25, 0.5, 0.9, 0.99, 1];

describe('latencies from a sketch of the tracer', () => {
  it.each([
    ['one value', [0.004]],
    ['less and more than a second', SECONDS],
    ['with zeros', [0, 0, 0, ...SECONDS]],
    ['only zeros', [0, 0]],
    ['many values', Array.from({ length: 5_000 }, (_, index) => 0.0001 * 1.003 ** index)],
  ])('have its quantiles: %s', (_, values) => {
    const original = sketchOf(values);
    const sketch = readSketch(original.toProto());
    expect(countOf(sketch)).toBe(values.length);
    for (const part of QUANTILES) {
      expect(quantileOf(sketch, part)).toBeCloseTo(original.getValueAtQuantile(part), 9);
    }
  });

  it('can be merged: the quantiles are those of all values', () => {
    const later = [0, 0.004, 0.004, 3, 40];
    const all = sketchOf([...SECONDS, ...later]);
    const sketch = merged(readSketch(sketchOf(SECONDS).toProto()), readSketch(sketchOf(later).toProto()));
    expect(countOf(sketch)).toBe(SECONDS.length + later.length);
    for (const part of QUANTILES) {
      expect(quantileOf(sketch, part)).toBeCloseTo(all.getValueAtQuantile(part), 9);
    }
  });

  it('are 0 without any value', () => {
    const empty = readSketch(sketchOf([]).toProto());
    expect(countOf(empty)).toBe(0);
    expect(quantileOf(empty, 0.5)).toBe(0);
  });
});
