import { compilePattern } from './pattern.js';

const matches = (pattern: unknown, event: unknown): boolean => compilePattern(JSON.stringify(pattern))(event);

const event = {
  source: 'local.pricing',
  'detail-type': 'price.changed',
  resources: ['a', 'b'],
  detail: {
    price: 5,
    name: 'Flat White',
    on: true,
    nothing: null,
    empty: '',
    none: [],
    ip: '10.0.0.7',
    ipv6: '2001:db8::7',
    path: 'a*b\\c',
    nested: [[['x']], 'y'],
    items: [
      { kind: 'x', size: 1 },
      { kind: 'y', size: 2 },
    ],
    mixed: [{ a: 1 }, { b: 1 }],
    'dotted.name': 1,
    __proto__x: 1,
  },
};

describe('an event pattern', () => {
  it.each<[string, unknown]>([
    ['an exact value', { source: ['local.pricing'] }],
    ['one of several', { source: ['x', 'local.pricing'] }],
    ['all fields', { source: ['local.pricing'], detail: { price: [5], on: [true], nothing: [null] } }],
    ['an empty text', { detail: { empty: [''] } }],
    ['an element of a list', { resources: ['b'] }],
    ['an element of a list in a list', { detail: { nested: ['x'] } }],
    ['all fields of one object in a list', { detail: { items: { kind: ['y'], size: [2] } } }],
    ['a path instead of nested objects', { 'detail.items.kind': ['x'] }],
    ['a path in the event', { detail: { dotted: { name: [1] } } }],
    ['prefix', { source: [{ prefix: 'local.' }] }],
    ['an empty prefix', { source: [{ prefix: '' }] }],
    ['prefix, ignoring case', { source: [{ prefix: { 'equals-ignore-case': 'LOCAL' } }] }],
    ['suffix', { source: [{ suffix: '.pricing' }] }],
    ['suffix, ignoring case', { source: [{ suffix: { 'equals-ignore-case': '.PRICING' } }] }],
    ['equals-ignore-case', { detail: { name: [{ 'equals-ignore-case': 'FLAT WHITE' }] } }],
    ['wildcard', { detail: { name: [{ wildcard: 'F*W*e' }] } }],
    ['an escaped wildcard', { detail: { path: [{ wildcard: 'a\\*b\\\\*' }] } }],
    ['anything-but', { source: [{ 'anything-but': ['x', 'y'] }] }],
    ['anything-but, for one element of a list', { resources: [{ 'anything-but': 'a' }] }],
    ['anything-but of texts, for a number', { detail: { price: [{ 'anything-but': '5' }] } }],
    ['anything-but a prefix', { source: [{ 'anything-but': { prefix: 'prod.' } }] }],
    ['anything-but several suffixes', { source: [{ 'anything-but': { suffix: ['.x', '.y'] } }] }],
    ['anything-but wildcards', { source: [{ 'anything-but': { wildcard: ['a*', '*b'] } }] }],
    ['anything-but, ignoring case', { source: [{ 'anything-but': { 'equals-ignore-case': 'X' } }] }],
    ['exists', { detail: { price: [{ exists: true }], other: [{ exists: false }] } }],
    ['exists, of null', { detail: { nothing: [{ exists: true }] } }],
    ['exists false, of an object', { detail: [{ exists: false }] }],
    ['exists false, of an empty list', { detail: { none: [{ exists: false }] } }],
    ['exists false or a value', { detail: { price: [{ exists: false }, 5], other: [{ exists: false }, 5] } }],
    ['exists false, in an object that is missing', { detail: { p: { a: [{ exists: false }] } } }],
    [
      'exists false, in several nested objects that are missing',
      { a: { b: { c: { d: [{ exists: false }] } } } },
    ],
    ['exists false, in a value that is not an object', { detail: { price: { a: [{ exists: false }] } } }],
    [
      'exists false, in the object that matches',
      { detail: { items: { kind: ['y'], z: [{ exists: false }] } } },
    ],
    ['numeric', { detail: { price: [{ numeric: ['>', 0, '<=', 5] }] } }],
    ['cidr', { detail: { ip: [{ cidr: '10.0.0.0/24' }] } }],
    ['cidr of IPv6', { detail: { ipv6: [{ cidr: '2001:db8::/32' }] } }],
    ['$or', { $or: [{ source: ['x'] }, { detail: { price: [{ numeric: ['=', 5] }] } }] }],
    ['$or in an object', { detail: { $or: [{ price: [6] }, { name: [{ prefix: 'Flat' }] }] } }],
    [
      '$or with fields that are missing',
      { detail: { p: { $or: [{ a: [1] }, { b: [{ exists: false }] }] } } },
    ],
  ])('matches %s', (_name, pattern) => {
    expect(matches(pattern, event)).toBe(true);
  });

  it.each<[string, unknown]>([
    ['another value', { source: ['pricing'] }],
    ['a number for a text', { detail: { price: ['5'] } }],
    ['one wrong field of two', { source: ['local.pricing'], detail: { price: [6] } }],
    ['a field that is missing', { detail: { other: ['x'] } }],
    ['null, where the field is missing', { detail: { other: [null] } }],
    ['a field of Object', { detail: { constructor: [{ exists: true }] } }],
    ['a field of Object, nested', { detail: { __proto__x: { toString: { name: [{ exists: true }] } } } }],
    ['fields of two different objects in a list', { detail: { items: { kind: ['x'], size: [2] } } }],
    ['anything-but', { source: [{ 'anything-but': 'local.pricing' }] }],
    ['anything-but, where the field is missing', { detail: { other: [{ 'anything-but': 'x' }] } }],
    [
      'anything-but, ignoring case',
      { source: [{ 'anything-but': { 'equals-ignore-case': 'LOCAL.PRICING' } }] },
    ],
    ['exists, of an object', { detail: [{ exists: true }] }],
    ['exists, of an empty list', { detail: { none: [{ exists: true }] } }],
    ['exists false, if one object of a list has it', { detail: { items: { kind: [{ exists: false }] } } }],
    [
      'exists false, in an object that is missing, with a value',
      { detail: { p: { a: [{ exists: false }], b: [1] } } },
    ],
    ['numeric, of a text', { source: [{ numeric: ['>', 0] }] }],
    ['numeric, out of range', { detail: { price: [{ numeric: ['>', 0, '<', 5] }] } }],
    ['a wildcard with dots', { detail: { name: [{ wildcard: 'Flat.White' }] } }],
    ['a wildcard whose parts overlap', { detail: { name: [{ wildcard: 'Flat W*White' }] } }],
    ['cidr', { detail: { ip: [{ cidr: '10.0.1.0/24' }] } }],
    ['cidr, of a text that is not an address', { source: [{ cidr: '10.0.0.0/24' }] }],
    ['cidr, of the other family', { detail: { ipv6: [{ cidr: '0.0.0.0/0' }] } }],
    ['$or', { $or: [{ source: ['x'] }, { source: ['y'] }], 'detail-type': ['price.changed'] }],
    [
      '$or with fields that are missing, if each object of a list has one of them',
      { detail: { mixed: { $or: [{ a: [{ exists: false }] }, { b: [{ exists: false }] }] } } },
    ],
  ])('does not match %s', (_name, pattern) => {
    expect(matches(pattern, event)).toBe(false);
  });

  it('finds fields named like those of Object', () => {
    const hostile: unknown = JSON.parse('{"detail":{"__proto__":{"a":1},"constructor":2}}');
    const pattern = '{"detail":{"__proto__":{"a":[1]},"constructor":[2]}}';
    expect(compilePattern(pattern)(hostile)).toBe(true);
    expect(compilePattern(pattern)({ detail: {} })).toBe(false);
  });

  it.each(['10.0.0.7%eth0', 'fe80::1%eth0', '', '999.0.0.1', '::ffff:10.0.0.7', ':'])(
    'does not match the address "%s" with 10.1.0.0/16',
    (ip) => expect(matches({ ip: [{ cidr: '10.1.0.0/16' }] }, { ip })).toBe(false),
  );
});

describe('an invalid event pattern', () => {
  it.each<[unknown, string]>([
    [{ source: [{ sounds: 'like' }] }, 'sounds'],
    [{ source: [{ constructor: 'like' }] }, 'constructor'],
    [{ source: [{ 'anything-but': { sounds: 'like' } }] }, 'sounds'],
    [{ source: [{ 'anything-but': [] }] }, 'anything-but'],
    [{ source: [{ 'anything-but': { prefix: [] } }] }, 'anything-but'],
    [{ source: [{ 'anything-but': { prefix: '' } }] }, 'anything-but'],
    [{ source: [{ 'anything-but': { suffix: ['a', ''] } }] }, 'anything-but'],
    [{ source: [{ 'anything-but': {} }] }, 'one operator'],
    [{ source: [{ 'anything-but': ['a', 1] }] }, 'anything-but'],
    [{ source: [{ 'anything-but': null }] }, 'anything-but'],
    [{ source: [{ 'anything-but': [true] }] }, 'anything-but'],
    [{ source: [{ 'anything-but': { wildcard: 'a**' } }] }, 'consecutive'],
    [{ source: [{ wildcard: 'a**' }] }, 'consecutive'],
    [{ source: [{ wildcard: 'a\\**a\\***' }] }, 'consecutive'],
    [{ source: [{ wildcard: 'a\\b' }] }, 'backslash'],
    [{ source: [{ wildcard: 'a\\' }] }, 'backslash'],
    [{ source: [{ wildcard: 1 }] }, 'wildcard'],
    [{ source: [{ numeric: ['~', 5] }] }, 'numeric'],
    [{ source: [{ numeric: ['constructor', 5] }] }, 'numeric'],
    [{ source: [{ numeric: [] }] }, 'numeric'],
    [{ source: [{ numeric: ['<'] }] }, 'numeric'],
    [{ source: [{ numeric: ['<', '5'] }] }, 'numeric'],
    [{ source: [{ numeric: ['<', 5, '>', 0] }] }, 'numeric'],
    [{ source: [{ numeric: ['>', 5, '<', 5] }] }, 'numeric'],
    [{ source: [{ numeric: ['=', 1, '=', 1] }] }, 'numeric'],
    [{ source: [{ numeric: ['>', 1, '<', 2, '<', 3] }] }, 'numeric'],
    [{ source: [{ numeric: ['=', 5_000_000_001] }] }, 'numeric'],
    [{ source: [{ numeric: ['=', 0.0000001] }] }, 'numeric'],
    [{ source: [{ exists: 'yes' }] }, 'exists'],
    [{ source: [{ exists: true, prefix: 'a' }] }, 'one operator'],
    [{ source: [{ cidr: 'here' }] }, 'cidr'],
    [{ source: [{ cidr: '10.0.0.0' }] }, 'cidr'],
    [{ source: [{ cidr: '10.0.0.0/' }] }, 'cidr'],
    [{ source: [{ cidr: '10.0.0.0/32' }] }, 'cidr'],
    [{ source: [{ cidr: '2001:db8::/128' }] }, 'cidr'],
    [{ source: [{ prefix: 'a', suffix: 'b' }] }, 'one operator'],
    [{ source: [{ prefix: { suffix: 'b' } }] }, 'prefix'],
    [{ source: [{ prefix: { 'equals-ignore-case': 1 } }] }, 'prefix'],
    [{ source: [{ 'equals-ignore-case': ['a'] }] }, 'equals-ignore-case'],
    [{ source: [{}] }, 'one operator'],
    [{ source: [['pricing']] }, 'list'],
    [{ source: 'pricing' }, 'list'],
    [{ source: [] }, 'list'],
    [{ source: {} }, 'at least one'],
    [{}, 'at least one'],
    [[], 'at least one'],
    [null, 'at least one'],
    [{ a: { b: [1] }, 'a.b': [2] }, 'twice'],
    [{ $or: [{ source: ['x'] }] }, '$or'],
    [{ $or: { source: ['x'] } }, '$or'],
    [{ $or: [{ source: ['x'] }, {}] }, 'at least one'],
    [{ $or: [{ source: ['x'] }, { prefix: ['y'] }] }, '$or'],
  ])('is refused: %j', (pattern, reason) => {
    expect(() => matches(pattern, {})).toThrow(reason);
    expect(() => matches(pattern, {})).toThrow(expect.objectContaining({ name: 'InvalidPatternError' }));
  });

  it('is refused if it is too long or has too many combinations', () => {
    expect(() => matches({ source: ['x'.repeat(4096)] }, {})).toThrow('4096');
    const six = Array.from({ length: 6 }, (_, index) => ({ [`field${index}`]: [1] }));
    const choices = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`object${index}`, { $or: six }]));
    expect(matches(choices(3), {})).toBe(false);
    expect(() => matches(choices(4), {})).toThrow('1000');
  });

  it.each(['', '{', '{"a":[1]', 'null'])('is refused if it is not a JSON object: %j', (text) => {
    expect(() => compilePattern(text)).toThrow(expect.objectContaining({ name: 'InvalidPatternError' }));
  });
});
