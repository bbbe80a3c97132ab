import type { Instant } from './instant.js';

/**
 * ISO 8601 as runtimes write it: RFC 3339, and beside it Python's `isoformat` without a zone, offsets without a colon
 * or minutes (Java's `Z` and `X` patterns, PostgreSQL), a space for the T, a comma for the point; and how Java's
 * `toString` leaves out a second of 0 and adds the zone's name.
 */
const TIMESTAMP =
  /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2})(:\d{2})?(?:[.,](\d+))? ?([Zz]|[+-]\d{2}(?::?\d{2})?)?(?:\[[\w/+-]+\])?$/;
const OFFSET = /^([+-])(\d{2}):?(\d{2})?$/;

/**
 * Reads a time with any offset (none is UTC) and any precision (past nanoseconds it is cut). `undefined` if it is none:
 * also for hour 24, days that do not exist, and what is not within the years 0 to 9999 in UTC. So is a leap second: no
 * runtime's clock writes one.
 */
export const parseInstant = (text: string): Instant | undefined => {
  const [, date, minute, seconds = ':00', fraction = '', offset = 'Z'] = TIMESTAMP.exec(text.trim()) ?? [];
  const offsetMs = offsetMsOf(offset);
  if (date === undefined || offsetMs === undefined) return undefined;
  const local = `${date}T${minute}${seconds}`;
  const ms = Date.parse(`${local}Z`);
  // Impossible times become others, not errors.
  if (secondOf(ms) !== local) return undefined;
  const second = secondOf(ms - offsetMs);
  const digits = fraction.slice(0, 9).replace(/0+$/, '').padEnd(3, '0');
  return second === undefined ? undefined : (`${second}.${digits}Z` as Instant);
};

/** Whether a time that {@link parseInstant} reads says nothing finer than the second; `.000` does. */
export const isWholeSecond = (text: string): boolean => !/[.,]/.test(text);

/** `undefined` if there is no such offset. @see https://www.rfc-editor.org/rfc/rfc3339#section-5.6 */
const offsetMsOf = (offset: string): number | undefined => {
  const [, sign, hours = '00', minutes = '00'] = OFFSET.exec(offset) ?? [];
  if (Number(hours) > 23 || Number(minutes) > 59) return undefined;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
};

/** Years that need a sign or more than four digits would not sort as text. */
const secondOf = (ms: number): string | undefined =>
  Number.isNaN(ms) ? undefined : /^\d{4}-.{14}/.exec(new Date(ms).toISOString())?.[0];
