import fc from 'fast-check';
import { jsonText } from './json-text.js';

describe('the text of a value', () => {
  it('is that of JSON.stringify', () => {
    const leaf = fc.oneof(fc.jsonValue(), fc.constant(undefined));
    const values = fc.oneof(leaf, fc.array(leaf), fc.dictionary(fc.string(), fc.array(leaf)));
    fc.assert(
      fc.property(values, (value) => expect(jsonText(value)).toBe(JSON.stringify(value ?? null))),
      { numRuns: 500 },
    );
  });

  it('does not depend on how deeply the value is nested', () => {
    const text = `${'[{"a":'.repeat(50_000)}1${'}]'.repeat(50_000)}`;
    const value: unknown = JSON.parse(text);
    expect(() => JSON.stringify(value)).toThrow(RangeError);
    expect(jsonText(value)).toBe(text);
  });
});
