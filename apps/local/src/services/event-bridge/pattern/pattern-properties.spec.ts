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

  it('matches like a search through all possibilities', () => {
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

const NAMES = ['a', 'b', 'a.b', 'detail', '__proto__', 'constructor', 'exists', ''];
const TEXTS = ['', 'a', 'A', 'a*', '*a*b', 'a**', '\\', '10.0.0.1', '10.0.0.0/8', '::/0', 'fe80::1%eth0'];
const OPERATORS = ['prefix', 'suffix', 'equals-ignore-case', 'wildcard', 'cidr', 'exists', 'numeric'];

const name = fc.constantFrom(...NAMES);
const text = fc.constantFrom(...TEXTS);
const value = fc.oneof(text, fc.double(), fc.boolean(), fc.constant(null), fc.string());
const item = fc.oneof(
  { weight: 9, arbitrary: value },
  { weight: 3, arbitrary: fc.record({ exists: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ numeric: fc.tuple(fc.constantFrom('<', '>', '='), fc.integer()) }) },
  { weight: 3, arbitrary: fc.record({ 'anything-but': fc.array(text, { minLength: 1 }) }) },
  { weight: 1, arbitrary: fc.dictionary(fc.constantFrom(...OPERATORS), value, { minKeys: 1, maxKeys: 1 }) },
  { weight: 1, arbitrary: fc.object({ maxDepth: 1, maxKeys: 1 }) },
);
const { event, pattern } = fc.letrec<{ event: unknown; pattern: unknown }>((tie) => ({
  event: fc.oneof(
    { maxDepth: 5 },
    value,
    fc.array(tie('event'), { maxLength: 4 }),
    fc.dictionary(name, tie('event'), { maxKeys: 4 }),
  ),
  pattern: fc.oneof(
    { maxDepth: 3 },
    fc.array(item, { minLength: 1, maxLength: 2 }),
    fc.dictionary(name, tie('pattern'), { minKeys: 1, maxKeys: 3 }),
    fc.record({ $or: fc.array(fc.dictionary(name, tie('pattern'), { minKeys: 1 }), { maxLength: 3 }) }),
  ),
}));

it('refuses a pattern or returns a result for every event', () => {
  let decided = 0;
  fc.assert(
    fc.property(fc.dictionary(name, pattern, { minKeys: 1, maxKeys: 3 }), event, (somePattern, someEvent) => {
      const matches = compiled(JSON.stringify(somePattern));
      if (!matches) return;
      decided += 1;
      const parsed: unknown = JSON.parse(JSON.stringify(someEvent) ?? 'null');
      expect(typeof matches(parsed)).toBe('boolean');
    }),
    { numRuns: 1500 },
  );
  expect(decided).toBeGreaterThan(100);
});

describe('lists and absent fields', () => {
  type Names = readonly string[];
  interface PatternFields {
    readonly [name: string]: PatternNode;
  }
  type PatternNode = PatternFields | readonly unknown[];
  interface Leaf {
    readonly path: Names;
    readonly value: unknown;
    /** The index of its element, for each list that contains it. */
    readonly elements: ReadonlyMap<unknown, number>;
  }

  const leavesOf = (value: unknown, path: Names = [], elements: Leaf['elements'] = new Map()): Leaf[] => {
    if (Array.isArray(value)) {
      return value.flatMap((it: unknown, index) =>
        leavesOf(it, path, typeof it === 'object' ? new Map([...elements, [value, index]]) : elements),
      );
    }
    if (typeof value !== 'object' || value === null) return [{ path, value, elements }];
    return Object.entries(value).flatMap(([key, it]) => leavesOf(it, [...path, key], elements));
  };
  const fieldsOf = (patternNode: PatternNode, path: Names = []): [Names, readonly unknown[]][] =>
    Array.isArray(patternNode)
      ? [[path, patternNode as readonly unknown[]]]
      : Object.entries(patternNode as PatternFields).flatMap(([key, it]) => fieldsOf(it, [...path, key]));

  /** Tries each combination of values that are in the same elements of their lists, as EventBridge defines it. */
  const reference = (patternNode: PatternNode, eventNode: unknown): boolean => {
    const leaves = leavesOf(eventNode);
    const fits = ({ elements }: Leaf, chosen: Leaf['elements']): boolean =>
      [...elements].every(([list, index]) => (chosen.get(list) ?? index) === index);
    const search = (
      [field, ...rest]: ReturnType<typeof fieldsOf>,
      chosen: Leaf['elements'],
      absent: readonly Names[],
    ): boolean => {
      const at = (path: Names): Leaf[] =>
        leaves.filter((leaf) => leaf.path.join() === path.join() && fits(leaf, chosen));
      if (!field) return absent.every((path) => at(path).length === 0);
      const [path, values] = field;
      return (
        at(path).some(
          ({ value: found, elements }) =>
            values.includes(found) && search(rest, new Map([...chosen, ...elements]), absent),
        ) ||
        (values.some((it) => typeof it === 'object') && search(rest, chosen, [...absent, path]))
      );
    };
    return search(fieldsOf(patternNode), new Map(), []);
  };

  it('are matched like a search through all combinations', () => {
    const key = fc.constantFrom('a', 'b', 'c');
    const leaf = fc.constantFrom(1, 2);
    const { eventNode, patternNode } = fc.letrec<{ eventNode: unknown; patternNode: PatternNode }>((tie) => ({
      eventNode: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc.array(tie('eventNode'), { maxLength: 3 }),
        fc.dictionary(key, tie('eventNode'), { maxKeys: 3 }),
      ),
      patternNode: fc.oneof(
        { maxDepth: 2 },
        fc.array(fc.oneof(leaf, fc.constant({ exists: false })), { minLength: 1, maxLength: 2 }),
        fc.dictionary(key, tie('patternNode'), { minKeys: 1, maxKeys: 3 }),
      ),
    }));
    const objects = fc.dictionary(key, eventNode, { maxKeys: 3 });
    const patterns = fc.dictionary(key, patternNode, { minKeys: 1, maxKeys: 3 });
    fc.assert(
      fc.property(patterns, objects, (wanted, object) => {
        expect(compilePattern(JSON.stringify(wanted))(object)).toBe(reference(wanted, object));
      }),
      { numRuns: 5000 },
    );
  });
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

describe('nesting that is too deep for recursion', () => {
  const nested = (depth: number): unknown => JSON.parse(`${'['.repeat(depth)}1${']'.repeat(depth)}`);

  it('is matched in an event', () => {
    expect(compilePattern('{"detail":{"x":[1]}}')({ detail: { x: nested(50_000) } })).toBe(true);
    const wide = { detail: { x: Array.from({ length: 200_000 }, () => ({ y: 2 })) } };
    expect(compilePattern('{"detail":{"x":{"y":[1]}}}')(wide)).toBe(false);
  });

  it('is matched up to the maximum depth of a pattern', () => {
    const depth = 650;
    const pattern = `${'{"a":'.repeat(depth)}[{"exists":false},1]${'}'.repeat(depth)}`;
    const deep = JSON.parse(`${'{"a":['.repeat(depth - 1)}{"a":1}${']}'.repeat(depth - 1)}`) as unknown;
    expect(compilePattern(pattern)(deep)).toBe(true);
    expect(compilePattern(pattern)({})).toBe(true);
    const path = (levels: number): string => Array(levels).fill('a').join('.');
    expect(compilePattern(`{"${path(1000)}":[1]}`)({ [path(1000)]: 1 })).toBe(true);
    const tooDeep = `{"${path(900)}":{"$or":[{"${path(900)}":[1]},{"b":[1]}]}}`;
    for (const refused of [`{"${path(2000)}":[1]}`, tooDeep]) {
      expect(() => compilePattern(refused)).toThrow(InvalidPatternError);
    }
  });
});
