import fc from 'fast-check';
import { timeAt } from './time.js';

const seconds = fc.integer({ min: 1, max: 43_200 });
const speed = fc.integer({ min: 1, max: 1000 });

describe('time', () => {
  it("is the template's, unless it is sped up", () => {
    const time = timeAt(1);
    expect([time.wait(60), time.wholeSeconds(7), time.limit(29), time.visibility(174)]).toEqual([
      60_000, 7, 29_000, 174,
    ]);
  });

  it('is divided by the speed, as far as work allows', () => {
    const time = timeAt(20);
    expect([time.wait(60), time.wholeSeconds(7), time.visibility(174)]).toEqual([3000, 1, 9]);
    expect([time.limit(60), time.limit(29), time.limit(1)]).toEqual([3000, 2000, 1000]);
  });

  it('keeps a visibility timeout longer than a limit that is shorter in the template', () => {
    fc.assert(
      fc.property(speed, seconds, seconds, (factor, limit, more) => {
        const time = timeAt(factor);
        return time.visibility(limit + more) * 1000 > time.limit(limit);
      }),
    );
  });
});
