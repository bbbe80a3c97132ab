/**
 * How often which latency occurred: a DDSketch. Each bin contains the values in `(gamma^(index-1), gamma^index]`, so a quantile is
 * exact to 1 % with Datadog's gamma.
 * @see https://www.vldb.org/pvldb/vol12/p2195-masson.pdf
 */
export interface LatencySketch {
  readonly gamma: number;
  /** Values that are 0, or too small for a bin. */
  readonly zeros: number;
  /** Number of values by index of the bin. */
  readonly bins: ReadonlyMap<number, number>;
}

export const countOf = ({ zeros, bins }: LatencySketch): number =>
  [...bins.values()].reduce((sum, count) => sum + count, zeros);

/** A sketch of the values of both. Sketches of one tracer have the same gamma: with another one, the newer sketch replaces the older. */
export const merged = (older: LatencySketch, newer: LatencySketch): LatencySketch => {
  if (older.gamma !== newer.gamma) return newer;
  const bins = new Map(older.bins);
  for (const [index, count] of newer.bins) bins.set(index, (bins.get(index) ?? 0) + count);
  return { gamma: older.gamma, zeros: older.zeros + newer.zeros, bins };
};

/**
 * The smallest value, in the unit of the sketch, that at least this part (0 to 1) of the values do not exceed. 0 for an empty sketch.
 * Datadog's own sketch answers with the value before, of few values: for 0.99 of two with the smaller one.
 */
export const quantileOf = (sketch: LatencySketch, part: number): number => {
  const { gamma, zeros, bins } = sketch;
  const rank = Math.max(1, Math.ceil(part * countOf(sketch)));
  let reached = zeros;
  if (reached >= rank) return 0;
  for (const [index, count] of [...bins].sort(([a], [b]) => a - b)) {
    reached += count;
    // The value of the bin with the smallest relative error.
    if (reached >= rank) return (2 * gamma ** index) / (1 + gamma);
  }
  return 0;
};
