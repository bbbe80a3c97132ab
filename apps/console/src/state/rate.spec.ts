import { connectionId, ratesOf } from './rate.js';

it('is what passed in the last five seconds', () => {
  const passages = (count: number, failed = 0) => [{ from: 'a', to: 'b', count, failed }];
  const arrivals = [
    { at: 4_000, passages: passages(100) },
    { at: 6_000, passages: passages(10, 1) },
    { at: 9_000, passages: [...passages(5), { from: 'b', to: 'a', count: 0, failed: 2 }] },
  ];
  expect(Object.fromEntries(ratesOf(arrivals, 10_000))).toEqual({
    [connectionId('a', 'b')]: { perSecond: 3, failed: 1 },
    [connectionId('b', 'a')]: { perSecond: 0, failed: 2 },
  });
  expect(ratesOf(arrivals, 20_000).size).toBe(0);
});
