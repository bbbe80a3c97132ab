import fc from 'fast-check';
import { compareInstants, instantOf, toMilliseconds } from './instant.js';
import { parseInstant } from './parse-instant.js';

describe('an instant', () => {
  it('is ordered below the millisecond', () => {
    const earlier = parseInstant('2026-11-22T09:30:00.123Z')!;
    const later = parseInstant('2026-11-22T09:30:00.123000001Z')!;
    expect(compareInstants(earlier, later)).toBe(-1);
    expect(compareInstants(later, earlier)).toBe(1);
    expect(compareInstants(later, later)).toBe(0);
  });

  it('is ordered like its milliseconds and can be parsed again', () => {
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
