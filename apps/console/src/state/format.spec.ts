import { counted, duration, pretty } from './format.js';

it.each([
  [0, '0.0 ms'],
  [9.94, '9.9 ms'],
  [12.4, '12 ms'],
  [1_250, '1.3 s'],
  [180_000, '3 min'],
])('a duration of %p ms is %j', (ms, text) => expect(duration(ms)).toBe(text));

it('a count has the plural of its noun', () =>
  expect([0, 1, 2].map((count) => counted(count, 'event'))).toEqual(['0 events', '1 event', '2 events']));

it('JSON gets line breaks, other texts stay', () => {
  expect(pretty('{"a":1}')).toBe('{\n  "a": 1\n}');
  expect(pretty('{not json')).toBe('{not json');
});
