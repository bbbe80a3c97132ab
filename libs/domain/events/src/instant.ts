/**
 * A point in time as RFC 3339 text in UTC, e.g. `2026-11-22T09:30:00.000Z`, with 3 to 9 fractional digits.
 * A string, because other services send micro- or nanoseconds, which a `Date` would lose.
 */
export type Instant = string & { readonly __instant: unique symbol };

/** Returns the current time. The domain has no clock of its own. */
export type Clock = () => Instant;

/** With millisecond precision. */
export const instantOf = (date: Date): Instant => date.toISOString() as Instant;

/** Milliseconds since 1970, truncated. */
export const toMilliseconds = (instant: Instant): number => Date.parse(instant);

const comparable = (instant: Instant): string => instant.slice(0, -1).padEnd(29, '0');

/** Negative if `a` is earlier than `b`, 0 if they are equal, positive if `a` is later. */
export const compareInstants = (a: Instant, b: Instant): number => {
  const [left, right] = [comparable(a), comparable(b)];
  return left < right ? -1 : left > right ? 1 : 0;
};
