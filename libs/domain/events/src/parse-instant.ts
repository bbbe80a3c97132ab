import type { Instant } from './instant.js';

/**
 * ISO 8601 as runtimes write it: RFC 3339; Python's `isoformat` without a zone; offsets without a colon or minutes (Java's
 * `Z` and `X` patterns, PostgreSQL); a space instead of `T`; a comma instead of the point; Java's `toString`, which omits
 * seconds of 0 and appends the zone name.
 */
const TIMESTAMP =
  /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2})(:\d{2})?(?:[.,](\d+))? ?([Zz]|[+-]\d{2}(?::?\d{2})?)?(?:\[[\w/+-]+\])?$/;
const OFFSET = /^([+-])(\d{2}):?(\d{2})?$/;

/**
 * Parses a time with any offset (UTC if absent) and any precision (truncated to nanoseconds). Returns `undefined` if the
 * text is not a time. That includes hour 24, dates that do not exist, years outside 0 to 9999 in UTC, and leap seconds,
 * which no runtime's clock writes.
 */
export const parseInstant = (text: string): Instant | undefined => {
  const [, date, minute, seconds = ':00', fraction = '', offset = 'Z'] = TIMESTAMP.exec(text.trim()) ?? [];
  const offsetMs = offsetMsOf(offset);
  if (date === undefined || offsetMs === undefined) return undefined;
  const local = `${date}T${minute}${seconds}`;
  const ms = Date.parse(`${local}Z`);
  // `Date.parse` turns some impossible dates into other dates instead of failing.
  if (secondOf(ms) !== local) return undefined;
  const second = secondOf(ms - offsetMs);
  const digits = fraction.slice(0, 9).replace(/0+$/, '').padEnd(3, '0');
  return second === undefined ? undefined : (`${second}.${digits}Z` as Instant);
};

/** Whether a time that {@link parseInstant} accepts has no fraction. `.000` is a fraction. */
export const isWholeSecond = (text: string): boolean => !/[.,]/.test(text);

/** `undefined` if the offset is invalid. @see https://www.rfc-editor.org/rfc/rfc3339#section-5.6 */
const offsetMsOf = (offset: string): number | undefined => {
  const [, sign, hours = '00', minutes = '00'] = OFFSET.exec(offset) ?? [];
  if (Number(hours) > 23 || Number(minutes) > 59) return undefined;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
};

/** `undefined` for years with a sign or more than four digits: they would not sort as text. */
const secondOf = (ms: number): string | undefined =>
  Number.isNaN(ms) ? undefined : /^\d{4}-.{14}/.exec(new Date(ms).toISOString())?.[0];
