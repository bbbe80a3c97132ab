import fc from 'fast-check';
import { compareInstants, instantOf, parseInstant, toMilliseconds } from './instant.js';

describe('an instant', () => {
  it.each([
    ['2026-11-22T09:30:00Z', '2026-11-22T09:30:00.000Z'],
    ['2026-11-22t09:30:00z', '2026-11-22T09:30:00.000Z'],
    ['2026-11-22T09:30:00.5+01:00', '2026-11-22T08:30:00.500Z'],
    ['2026-11-22T23:30:00.1234567-01:00', '2026-11-23T00:30:00.1234567Z'],
    ['2026-11-22T09:30:00.1234567891Z', '2026-11-22T09:30:00.123456789Z'],
    ['2026-11-22T09:30:00.120000Z', '2026-11-22T09:30:00.120Z'],
  ])('reads %s as %s', (text, expected) => {
    expect(parseInstant(text)).toBe(expected);
  });

  it.each(['', 'yesterday', '2026-11-22', '2026-11-22T09:30:00', '2026-13-01T00:00:00Z', '1732267800'])(
    'does not read %j',
    (text) => {
      expect(parseInstant(text)).toBeUndefined();
    },
  );

  it('keeps an order finer than a millisecond', () => {
    const earlier = parseInstant('2026-11-22T09:30:00.123Z')!;
    const later = parseInstant('2026-11-22T09:30:00.123000001Z')!;
    expect(compareInstants(earlier, later)).toBe(-1);
    expect(compareInstants(later, earlier)).toBe(1);
    expect(compareInstants(later, later)).toBe(0);
  });

  it('orders as its milliseconds do and survives being read again', () => {
    const dates = fc.date({ min: new Date(0), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true });
    fc.assert(
      fc.property(dates, dates, (a, b) => {
        expect(Math.sign(compareInstants(instantOf(a), instantOf(b)))).toBe(
          Math.sign(a.getTime() - b.getTime()),
        );
        expect(parseInstant(instantOf(a))).toBe(instantOf(a));
        expect(toMilliseconds(instantOf(a))).toBe(a.getTime());
      }),
    );
  });
});
