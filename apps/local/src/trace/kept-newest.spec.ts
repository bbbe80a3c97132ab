import { keptNewest } from './kept-newest.js';

describe('the newest items', () => {
  const store = (maximum: number) => {
    const dropped: number[] = [];
    return { dropped, kept: keptNewest<number>({ maximum, age: 1_000 }, (item) => dropped.push(item)) };
  };

  it('are kept up to a number: each older one is dropped once, in the order of arrival', () => {
    const { kept, dropped } = store(3);
    for (let item = 0; item < 100; item += 1) kept.add(item, 0);
    expect(kept.size()).toBe(3);
    expect(dropped).toEqual(Array.from({ length: 97 }, (_, item) => item));
  });

  it('are kept for a time', () => {
    const { kept, dropped } = store(3);
    kept.add(1, 0);
    kept.add(2, 500);
    kept.expire(999);
    expect(dropped).toEqual([]);
    kept.expire(1_000);
    expect(dropped).toEqual([1]);
    kept.add(3, 1_500);
    expect([dropped, kept.size()]).toEqual([[1, 2], 1]);
  });
});
