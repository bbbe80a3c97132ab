/** What several rounds measured: the median, and the lowest and highest value. */
export interface Figure {
  readonly median: number;
  readonly low: number;
  readonly high: number;
  /** `×` for a ratio, `ms`, `/s`, … */
  readonly unit: string;
}

/** The value below which `share` (0 to 1) of the values are. @throws RangeError for no values */
export const percentile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  if (value === undefined) throw new RangeError('There are no values.');
  return value;
};

/** @throws RangeError for no values */
export const median = (values: readonly number[]): number =>
  (percentile(values, 0.5) + percentile(values, (values.length - 1) / 2 / values.length)) / 2;

/** @throws RangeError for no values */
export const figure = (values: readonly number[], unit: string): Figure => ({
  median: median(values),
  low: percentile(values, 0),
  high: percentile(values, 1),
  unit,
});

/** E.g. events a second from seconds for an event. */
export const inverse = ({ median, low, high }: Figure, unit: string): Figure => ({
  median: 1 / median,
  low: 1 / high,
  high: 1 / low,
  unit,
});
