import { createRequire } from 'node:module';

/** What the tests use of the sketch that the tracer sends. It is a copy inside of dd-trace's package. */
interface TracerSketch {
  accept(value: number): void;
  toProto(): Uint8Array;
}
const { LogCollapsingLowestDenseDDSketch: DDSketch } = createRequire(import.meta.url)(
  'dd-trace/vendor/dist/@datadog/sketches-js',
) as { LogCollapsingLowestDenseDDSketch: new () => TracerSketch };

/** A sketch of these values as the tracer encodes it. */
export const encodedSketch = (values: readonly number[]): Uint8Array => {
  const sketch = new DDSketch();
  for (const value of values) sketch.accept(value);
  return sketch.toProto();
};
