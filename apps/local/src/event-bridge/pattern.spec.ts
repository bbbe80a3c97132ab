import { compilePattern } from './pattern.js';

const event = {
  source: 'local.pricing',
  'detail-type': 'price.changed',
  resources: ['a', 'b'],
  detail: {
    price: 5,
    name: 'Flat White',
    on: true,
    nothing: null,
    ip: '10.0.0.7',
    items: [
      { kind: 'x', size: 1 },
      { kind: 'y', size: 2 },
    ],
  },
};

describe('an event pattern', () => {
  it.each<[string, unknown]>([
    ['an exact value', { source: ['local.pricing'] }],
    ['one of several', { source: ['x', 'local.pricing'] }],
    ['all fields', { source: ['local.pricing'], detail: { price: [5], on: [true], nothing: [null] } }],
    ['an element of a list', { resources: ['b'] }],
    ['an object in a list, as a whole', { detail: { items: { kind: ['y'], size: [2] } } }],
    ['prefix', { source: [{ prefix: 'local.' }] }],
    ['prefix in any case', { source: [{ prefix: { 'equals-ignore-case': 'LOCAL' } }] }],
    ['suffix', { source: [{ suffix: '.pricing' }] }],
    ['equals-ignore-case', { detail: { name: [{ 'equals-ignore-case': 'FLAT WHITE' }] } }],
    ['wildcard', { detail: { name: [{ wildcard: 'F*W*e' }] } }],
    ['anything-but', { source: [{ 'anything-but': ['x', 'y'] }] }],
    ['anything-but a prefix', { source: [{ 'anything-but': { prefix: 'prod.' } }] }],
    ['exists', { detail: { price: [{ exists: true }], other: [{ exists: false }] } }],
    ['numeric', { detail: { price: [{ numeric: ['>', 0, '<=', 5] }] } }],
    ['cidr', { detail: { ip: [{ cidr: '10.0.0.0/24' }] } }],
    ['$or', { $or: [{ source: ['x'] }, { detail: { price: [{ numeric: ['=', 5] }] } }] }],
  ])('matches %s', (_name, pattern) => {
    expect(compilePattern(pattern)(event)).toBe(true);
  });

  it.each<[string, unknown]>([
    ['another value', { source: ['pricing'] }],
    ['a number for a text', { detail: { price: ['5'] } }],
    ['one wrong field of two', { source: ['local.pricing'], detail: { price: [6] } }],
    ['a field that is missing', { detail: { other: ['x'] } }],
    ['a field of Object', { detail: { constructor: [{ exists: true }] } }],
    ['an object in a list, put together of two', { detail: { items: { kind: ['x'], size: [2] } } }],
    ['anything-but', { source: [{ 'anything-but': 'local.pricing' }] }],
    ['anything-but, where the field is missing', { detail: { other: [{ 'anything-but': 'x' }] } }],
    ['exists, of an object', { detail: [{ exists: true }] }],
    ['numeric, of a text', { source: [{ numeric: ['>', 0] }] }],
    ['numeric, out of range', { detail: { price: [{ numeric: ['>', 0, '<', 5] }] } }],
    ['a wildcard with dots', { detail: { name: [{ wildcard: 'Flat.White' }] } }],
    ['cidr', { detail: { ip: [{ cidr: '10.0.1.0/24' }] } }],
    ['$or', { $or: [{ source: ['x'] }, { source: ['y'] }], 'detail-type': ['price.changed'] }],
  ])('does not match %s', (_name, pattern) => {
    expect(compilePattern(pattern)(event)).toBe(false);
  });

  it.each<[unknown, string]>([
    [{ source: [{ sounds: 'like' }] }, 'sounds'],
    [{ source: [{ 'anything-but': { sounds: 'like' } }] }, 'sounds'],
    [{ source: [{ numeric: ['~', 5] }] }, 'numeric'],
    [{ source: [{ exists: 'yes' }] }, 'exists'],
    [{ source: [{ cidr: 'here' }] }, 'cidr'],
    [{ source: [{ prefix: 'a', suffix: 'b' }] }, 'one operator'],
    [{ source: 'pricing' }, 'list'],
    [{ source: [] }, 'list'],
    [{}, 'at least one'],
    [{ $or: [{ source: ['x'] }] }, '$or'],
  ])('%j is refused by name', (pattern, reason) => {
    expect(() => compilePattern(pattern)).toThrow(reason);
  });
});
