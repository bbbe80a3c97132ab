import { compareInstants, instantOf, type Instant } from '@product-service/events';
import fc from 'fast-check';
import { eventTimeOf } from './event-time.js';

const at = (text: string): Instant => instantOf(new Date(text));
const sentAt = at('2026-11-22T09:30:05.250Z');
const timeOf = (times: readonly unknown[], sent: Instant | undefined = sentAt) => {
  const unreadable: unknown[] = [];
  const time = eventTimeOf({ times, sentAt: sent, onUnreadable: (it) => unreadable.push(it) });
  return { time, unreadable };
};

describe('the time of an event', () => {
  it.each([
    '2026-11-22T09:30:04.000Z',
    '2026-11-22T09:30:05.123456789Z',
    '2026-11-22T09:30:09.500Z',
    '2026-11-23T09:30:05.250Z',
    '1970-01-01T00:00:00.001Z',
  ])('is used unchanged: %s', (time) => {
    expect(timeOf([time])).toEqual({ time, unreadable: [] });
  });

  it('comes from the best readable source', () => {
    const outer = '2026-11-22T09:30:05.100Z';
    expect(timeOf([undefined, outer])).toEqual({ time: outer, unreadable: [] });
    expect(timeOf([null, outer])).toEqual({ time: outer, unreadable: [] });
    expect(timeOf(['', outer])).toEqual({ time: outer, unreadable: [] });
    expect(timeOf(['2026-02-30T00:00:00.0Z', outer])).toEqual({
      time: outer,
      unreadable: ['2026-02-30T00:00:00.0Z'],
    });
    expect(timeOf([1795339805, {}])).toEqual({ time: sentAt, unreadable: [1795339805, {}] });
    expect(timeOf(['2026-11-22T09:30:05.2Z', 'not read']).unreadable).toEqual([]);
  });

  it.each([
    ['2026-11-22T09:30:05Z', '2026-11-22T09:30:05.250Z'],
    ['2026-11-22T10:30:05+01:00', '2026-11-22T09:30:05.250Z'],
    ['2026-11-22T09:30:04Z', '2026-11-22T09:30:04.999000251Z'],
    ['2026-11-22T09:00:00Z', '2026-11-22T09:00:00.999999999Z'],
    ['2026-11-22T09:30:06Z', '2026-11-22T09:30:06.000999249Z'],
    ['2026-11-22T19:30:06Z', '2026-11-22T19:30:06.000Z'],
  ])('of whole seconds, %s, is refined by the time of sending: %s', (time, expected) => {
    expect(timeOf([time]).time).toBe(expected);
    expect(timeOf([undefined, time]).time).toBe(expected);
  });

  it('may not be more than a day ahead, because it would block all later facts', () => {
    for (const time of ['2026-11-23T09:30:05.251Z', '2026-11-23T09:30:06Z', '9999-12-31T23:59:59Z']) {
      expect(() => timeOf([time])).toThrow(
        expect.objectContaining({
          name: 'UnreadableEventError',
          failureKind: 'permanent',
          message: expect.stringMatching(/more than a day after 2026-11-22T09:30:05.250Z/),
        }),
      );
    }
  });

  it('is the stated time if the time of sending is unknown', () => {
    const stated = (times: readonly unknown[]) =>
      eventTimeOf({ times, sentAt: undefined, onUnreadable: () => undefined });
    expect(stated(['2026-11-22T09:30:05Z'])).toBe('2026-11-22T09:30:05.000Z');
    expect(() => stated([])).toThrow('The message has no time for the event.');
  });

  it('of whole seconds stays in its second, ordered by the time of sending', () => {
    const second = Date.parse('2026-11-22T09:30:05Z');
    const sending = fc.integer({ min: second - 900_000, max: second + 900_000 });
    fc.assert(
      fc.property(sending, sending, (a, b) => {
        const [one, other] = [a, b].map(
          (ms) => timeOf(['2026-11-22T09:30:05Z'], instantOf(new Date(ms))).time,
        ) as [Instant, Instant];
        expect(one.slice(0, 19)).toBe('2026-11-22T09:30:05');
        expect(compareInstants(one, other)).toBe(Math.sign(a - b));
      }),
    );
  });
});
