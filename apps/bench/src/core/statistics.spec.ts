import { figure, median, percentile } from './statistics.js';

describe('statistics', () => {
  it.each([
    [[3], 3],
    [[3, 1], 2],
    [[5, 1, 3], 3],
    [[4, 1, 2, 3], 2.5],
  ])('the median of %p is %p', (values, expected) => expect(median(values)).toBe(expected));

  it('a percentile is a measured value', () => {
    const values = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect([0, 0.5, 0.99, 1].map((share) => percentile(values, share))).toEqual([1, 51, 100, 100]);
  });

  it('a figure has the median and the spread', () => {
    expect(figure([2, 9, 4], 'ms')).toEqual({ median: 4, low: 2, high: 9, unit: 'ms' });
  });

  it('of no values do not exist', () => {
    expect(() => median([])).toThrow(RangeError);
    expect(() => percentile([], 1)).toThrow(RangeError);
  });
});
