import { MAX_RECEIVES } from '@product-service/environment';
import { failurePolicy, MAX_OUTAGE_MS, MAX_UNEXPECTED_RECEIVES, pauseSeconds } from './failure-policy.js';

const GIVE_UP = { action: 'give up' };
const least = () => 0;
const most = () => 1;

describe('what becomes of a message that failed', () => {
  it('that can never succeed is given up at once', () => {
    expect(failurePolicy({ kind: 'permanent', receiveCount: 1, ageMs: 0 })).toEqual(GIVE_UP);
  });

  it.each([1, 2, 3, 4])('that failed unexpectedly is tried again after receive %i', (receiveCount) => {
    const policy = failurePolicy({ kind: 'unexpected', receiveCount, ageMs: 0 }, most);
    expect(policy).toEqual({ action: 'try again', inSeconds: 2 ** receiveCount });
  });

  it.each([MAX_UNEXPECTED_RECEIVES, MAX_UNEXPECTED_RECEIVES + 1])(
    'that failed unexpectedly is given up at receive %i',
    (receiveCount) => {
      expect(failurePolicy({ kind: 'unexpected', receiveCount, ageMs: 0 })).toEqual(GIVE_UP);
    },
  );

  it.each([
    [1, 2],
    [5, 32],
    [9, 512],
    [10, 600],
    [99, 600],
  ])('that an outage delayed is tried again %i receives later in %i s', (receiveCount, inSeconds) => {
    const failed = { kind: 'temporary', receiveCount, ageMs: MAX_OUTAGE_MS } as const;
    expect(failurePolicy(failed, most)).toEqual({ action: 'try again', inSeconds });
    expect(failurePolicy(failed, least)).toEqual({
      action: 'try again',
      inSeconds: Math.ceil(inSeconds * 0.9),
    });
  });

  it('that an outage delayed for more than twelve hours is given up', () => {
    expect(failurePolicy({ kind: 'temporary', receiveCount: 60, ageMs: MAX_OUTAGE_MS + 1 })).toEqual(GIVE_UP);
  });

  it('is decided before the queue’s own limit comes, even by the shortest pauses', () => {
    let [receiveCount, ageMs] = [1, 0];
    for (;;) {
      const policy = failurePolicy({ kind: 'temporary', receiveCount, ageMs }, least);
      if (policy.action === 'give up') break;
      ageMs += policy.inSeconds * 1000;
      receiveCount += 1;
    }
    expect(receiveCount).toBeLessThanOrEqual(MAX_RECEIVES);
    expect(receiveCount).toBeGreaterThan(80);
  });

  it('makes one that may kill the process wait for longer than a run takes', () => {
    expect(pauseSeconds(MAX_UNEXPECTED_RECEIVES + 1, least)).toBeGreaterThan(29);
  });
});
