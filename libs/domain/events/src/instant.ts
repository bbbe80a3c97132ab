/**
 * A point in time as RFC 3339 text in UTC, e.g. `2026-11-22T09:30:00.000Z`, with 3 to 9 fractional digits.
 * Text, because other services measure in micro- or nanoseconds and a `Date` would cut their order short.
 */
export type Instant = string & { readonly __instant: unique symbol };

/** Tells what time it is. The domain has no clock of its own. */
export type Clock = () => Instant;

/** Milliseconds precision. */
export const instantOf = (date: Date): Instant => date.toISOString() as Instant;

/** Milliseconds since 1970; what is finer is cut. */
export const toMilliseconds = (instant: Instant): number => Date.parse(instant);

const comparable = (instant: Instant): string => instant.slice(0, -1).padEnd(29, '0');

/** Negative when `a` is earlier than `b`, 0 when they are the same, positive when it is later. */
export const compareInstants = (a: Instant, b: Instant): number => {
  const [left, right] = [comparable(a), comparable(b)];
  return left < right ? -1 : left > right ? 1 : 0;
};
