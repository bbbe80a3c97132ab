import fc from 'fast-check';
import { InvalidPatternError } from './invalid-pattern-error.js';
import { compilePattern } from './pattern.js';
import { compileWildcard } from './wildcard.js';

describe('a wildcard', () => {
  /** Tries every text for every wildcard, as the operator is defined. */
  const reference = (wildcard: string, value: string): boolean => {
    if (wildcard === '') return value === '';
    const rest = wildcard.startsWith('\\') ? wildcard.slice(2) : wildcard.slice(1);
    if (wildcard.startsWith('*')) {
      return reference(rest, value) || (value !== '' && reference(wildcard, value.slice(1)));
    }
    return value.startsWith(wildcard.replace(/^\\/, '').charAt(0)) && reference(rest, value.slice(1));
  };

  it('matches what trying everything matches', () => {
    const token = fc.constantFrom('a', 'b', '*', '\\*', '\\\\');
    const wildcards = fc
      .array(token, { maxLength: 8 })
      .filter((tokens) => !tokens.some((it, index) => it === '*' && tokens[index - 1] === '*'))
      .map((tokens) => tokens.join(''));
    const values = fc.string({ unit: fc.constantFrom('a', 'b', '*', '\\'), maxLength: 8 });
    fc.assert(
      fc.property(wildcards, values, (wildcard, value) => {
        expect(compileWildcard(wildcard)(value)).toBe(reference(wildcard, value));
      }),
      { numRuns: 5000 },
    );
  });
});

const NAMES = ['a', 'b', 'a.b', 'detail', '__proto__', 'constructor', '$or', 'exists', ''];
const TEXTS = ['', 'a', 'A', 'a*', '*a*b', 'a**', '\\', '10.0.0.1', '10.0.0.0/8', '::/0', 'fe80::1%eth0'];
const OPERATORS = [
  'prefix',
  'suffix',
  'equals-ignore-case',
  'wildcard',
  'anything-but',
  'exists',
  'numeric',
  'cidr',
];

const name = fc.constantFrom(...NAMES);
const value = fc.oneof(fc.constantFrom(...TEXTS), fc.double(), fc.boolean(), fc.constant(null), fc.string());
const { event, pattern } = fc.letrec<{ event: unknown; pattern: unknown; item: unknown }>((tie) => ({
  event: fc.oneof(
    { depthSize: 'small' },
    value,
    fc.array(tie('event'), { maxLength: 4 }),
    fc.dictionary(name, tie('event'), { maxKeys: 4 }),
  ),
  item: fc.oneof(
    { depthSize: 'small' },
    value,
    fc.record({ exists: fc.boolean() }),
    fc.record({ numeric: fc.tuple(fc.constantFrom('<', '>', '='), fc.constantFrom(0, 1, -1.5)) }),
    fc.record({ 'anything-but': fc.array(fc.constantFrom(...TEXTS), { maxLength: 2 }) }),
    fc.dictionary(fc.constantFrom(...OPERATORS), tie('item'), { maxKeys: 1 }),
  ),
  pattern: fc.oneof(
    { depthSize: 'small' },
    fc.array(tie('item'), { maxLength: 3 }),
    fc.dictionary(name, tie('pattern'), { minKeys: 1, maxKeys: 3 }),
    fc.record({ $or: fc.array(tie('pattern'), { maxLength: 3 }) }),
  ),
}));

it('a pattern is refused or decides on every event', () => {
  let decided = 0;
  fc.assert(
    fc.property(pattern, event, (asked, given) => {
      const matches = compiled(JSON.stringify(asked));
      if (!matches) return;
      decided += 1;
      const parsed: unknown = JSON.parse(JSON.stringify(given) ?? 'null');
      expect(typeof matches(parsed)).toBe('boolean');
    }),
    { numRuns: 5000 },
  );
  expect(decided).toBeGreaterThan(100);
});

/** Undefined for a pattern that is refused. */
const compiled = (text: string): ReturnType<typeof compilePattern> | undefined => {
  try {
    return compilePattern(text);
  } catch (error) {
    if (error instanceof InvalidPatternError) return undefined;
    throw error;
  }
};

describe('nesting that no recursion can follow', () => {
  const nested = (depth: number): unknown => JSON.parse(`${'['.repeat(depth)}1${']'.repeat(depth)}`);

  it('is matched in an event', () => {
    expect(compilePattern('{"detail":{"x":[1]}}')({ detail: { x: nested(50_000) } })).toBe(true);
    const wide = { detail: { x: Array.from({ length: 200_000 }, () => ({ y: 2 })) } };
    expect(compilePattern('{"detail":{"x":{"y":[1]}}}')(wide)).toBe(false);
  });

  it('is matched as deeply as a pattern can be written', () => {
    const depth = 650;
    const pattern = `${'{"a":'.repeat(depth)}[{"exists":false},1]${'}'.repeat(depth)}`;
    const deep = JSON.parse(`${'{"a":['.repeat(depth - 1)}{"a":1}${']}'.repeat(depth - 1)}`) as unknown;
    expect(compilePattern(pattern)(deep)).toBe(true);
    expect(compilePattern(pattern)({})).toBe(true);
  });
});
