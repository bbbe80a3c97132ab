import fc from 'fast-check';
import { instantOf, toMilliseconds } from './instant.js';
import { isWholeSecond, parseInstant } from './parse-instant.js';

describe('parsing a time', () => {
  it.each([
    ['Go, RFC3339', '2026-11-22T09:30:00Z', '2026-11-22T09:30:00.000Z'],
    ['Go, RFC3339Nano', '2026-11-22T10:30:00.12345678+01:00', '2026-11-22T09:30:00.12345678Z'],
    ['Java, Instant', '2026-11-22T09:30:00.123456789Z', '2026-11-22T09:30:00.123456789Z'],
    ['Java, pattern Z', '2026-11-22T10:30:00.123+0100', '2026-11-22T09:30:00.123Z'],
    ['Java, pattern X', '2026-11-22T10:30:00+01', '2026-11-22T09:30:00.000Z'],
    ['Java, OffsetDateTime', '2026-11-22T10:30+01:00', '2026-11-22T09:30:00.000Z'],
    ['Java, ZonedDateTime', '2026-11-22T10:30:00.5+01:00[Europe/Berlin]', '2026-11-22T09:30:00.500Z'],
    ['.NET, O', '2026-11-22T09:30:00.1234567Z', '2026-11-22T09:30:00.1234567Z'],
    ['.NET, local time', '2026-11-22T23:30:00.1234567-01:00', '2026-11-23T00:30:00.1234567Z'],
    ['Python, without a zone', '2026-11-22T09:30:00.123456', '2026-11-22T09:30:00.123456Z'],
    ['Python, without a fraction', '2026-11-22T09:30:00', '2026-11-22T09:30:00.000Z'],
    ['Python, str', '2026-11-22 09:30:00.123456+00:00', '2026-11-22T09:30:00.123456Z'],
    ['Ruby, to_s', '2026-11-22 10:30:00 +0100', '2026-11-22T09:30:00.000Z'],
    ['ISO 8601 with a comma', '2026-11-22T09:30:00,5Z', '2026-11-22T09:30:00.500Z'],
    ['lower case', '2026-11-22t09:30:00.5z', '2026-11-22T09:30:00.500Z'],
    ['an offset of half an hour', '2026-11-22T09:30:00.5-03:30', '2026-11-22T13:00:00.500Z'],
    ['an unknown offset', '2026-11-22T09:30:00-00:00', '2026-11-22T09:30:00.000Z'],
    ['more than nanoseconds', '2026-11-22T09:30:00.12345678999Z', '2026-11-22T09:30:00.123456789Z'],
    ['trailing zeros', '2026-11-22T09:30:00.120000Z', '2026-11-22T09:30:00.120Z'],
    ['only zeros', '2026-11-22T09:30:00.000000Z', '2026-11-22T09:30:00.000Z'],
    ['padding', ' 2026-11-22T09:30:00Z\n', '2026-11-22T09:30:00.000Z'],
    ['a leap day', '2028-02-29T00:00:00Z', '2028-02-29T00:00:00.000Z'],
    ['the first year', '0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
    ['the last second', '9999-12-31T23:59:59Z', '9999-12-31T23:59:59.000Z'],
  ])('accepts %s', (_, text, expected) => {
    expect(parseInstant(text)).toBe(expected);
  });

  it.each([
    '',
    'yesterday',
    '2026-11-22',
    '2026-11-22T09',
    '2026-11-22T09:30Z[',
    '2026-11-22T09:30:00.Z',
    '2026-13-01T00:00:00Z',
    '2026-00-10T00:00:00Z',
    '2026-02-30T00:00:00Z',
    '2026-04-31T00:00:00Z',
    '2027-02-29T00:00:00Z',
    '2026-11-22T24:00:00Z',
    '2026-11-22T25:00:00Z',
    '2026-11-22T09:60:00Z',
    '2016-12-31T23:59:60Z',
    '2026-11-22T09:30:00+24:00',
    '2026-11-22T09:30:00+01:60',
    '2026-11-22T09:30:00+1',
    '9999-12-31T23:59:59-00:01',
    '0000-01-01T00:00:00+00:01',
    '+010000-01-01T00:00:00Z',
    '12026-01-01T00:00:00Z',
    '-0001-01-01T00:00:00Z',
    '20261122T093000Z',
    '1732267800',
    'Sun, 22 Nov 2026 09:30:00 GMT',
  ])('rejects %j', (text) => {
    expect(parseInstant(text)).toBeUndefined();
  });

  it('gives the same instant for every offset', () => {
    const dates = fc.date({
      min: new Date('0001-01-02T00:00:00Z'),
      max: new Date('9999-12-30T00:00:00Z'),
      noInvalidDate: true,
    });
    const minutes = fc.integer({ min: -23 * 60 - 59, max: 23 * 60 + 59 });
    fc.assert(
      fc.property(dates, minutes, (date, offset) => {
        const local = new Date(date.getTime() + offset * 60_000).toISOString().slice(0, -1);
        const [hours, rest] = [Math.trunc(Math.abs(offset) / 60), Math.abs(offset) % 60];
        const two = (part: number) => String(part).padStart(2, '0');
        for (const colon of ['', ':']) {
          const text = `${local}${offset < 0 ? '-' : '+'}${two(hours)}${colon}${two(rest)}`;
          expect(parseInstant(text)).toBe(instantOf(date));
        }
      }),
    );
  });

  it('agrees with Date, or rejects the text', () => {
    const part = (max: number) => fc.integer({ min: 0, max }).map((value) => String(value).padStart(2, '0'));
    const texts = fc
      .tuple(fc.integer({ min: 1000, max: 9998 }), part(13), part(32), part(25), part(61), part(61))
      .map(([y, mo, d, h, mi, s]) => `${y}-${mo}-${d}T${h}:${mi}:${s}Z`);
    fc.assert(
      fc.property(texts, (text) => {
        const instant = parseInstant(text);
        if (instant === undefined) return;
        expect(instantOf(new Date(toMilliseconds(instant)))).toBe(instant);
        expect(instant.slice(0, 19)).toBe(text.slice(0, 19));
      }),
    );
  });

  it('detects whether a time has a fraction', () => {
    expect(isWholeSecond('2026-11-22T09:30:00Z')).toBe(true);
    expect(isWholeSecond('2026-11-22T09:30:00.000Z')).toBe(false);
    expect(isWholeSecond('2026-11-22T09:30:00,5Z')).toBe(false);
  });
});
