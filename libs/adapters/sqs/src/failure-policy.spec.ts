import { MAX_RECEIVES } from '@product-service/environment';
import {
  failurePolicy,
  MAX_AGE_MS,
  MAX_OUTAGE_MS,
  MAX_UNEXPECTED_RECEIVES,
  pauseSeconds,
} from './failure-policy.js';

const GIVE_UP = { action: 'give up' };
const least = () => 0;
const most = () => 1;

describe('the failure policy', () => {
  it('gives up a permanent failure at once', () => {
    expect(failurePolicy({ kind: 'permanent', receiveCount: 1, triedForMs: 0, ageMs: 0 })).toEqual(GIVE_UP);
  });

  it.each([1, 2, 3, 4])('retries an unexpected failure after receive %i', (receiveCount) => {
    const policy = failurePolicy({ kind: 'unexpected', receiveCount, triedForMs: 0, ageMs: 0 }, most);
    expect(policy).toEqual({ action: 'try again', inSeconds: 2 ** receiveCount });
  });

  it.each([MAX_UNEXPECTED_RECEIVES, MAX_UNEXPECTED_RECEIVES + 1])(
    'gives up an unexpected failure at receive %i',
    (receiveCount) => {
      expect(failurePolicy({ kind: 'unexpected', receiveCount, triedForMs: 0, ageMs: 0 })).toEqual(GIVE_UP);
    },
  );

  it.each([
    [1, 2],
    [5, 32],
    [9, 512],
    [10, 600],
    [99, 600],
  ])('retries a temporary failure after receive %i in %i s', (receiveCount, inSeconds) => {
    const failed = { kind: 'temporary', receiveCount, triedForMs: MAX_OUTAGE_MS, ageMs: MAX_AGE_MS } as const;
    expect(failurePolicy(failed, most)).toEqual({ action: 'try again', inSeconds });
    expect(failurePolicy(failed, least)).toEqual({
      action: 'try again',
      inSeconds: Math.ceil(inSeconds * 0.9),
    });
  });

  it('gives up a temporary failure after twelve hours', () => {
    const failed = {
      kind: 'temporary',
      receiveCount: 60,
      triedForMs: MAX_OUTAGE_MS + 1,
      ageMs: MAX_OUTAGE_MS + 1,
    } as const;
    expect(failurePolicy(failed)).toEqual(GIVE_UP);
  });

  it('retries a message that waited long before its first receive, unless the queue would soon delete it', () => {
    const waited = { kind: 'temporary', receiveCount: 1, triedForMs: 0 } as const;
    expect(failurePolicy({ ...waited, ageMs: MAX_AGE_MS })).toMatchObject({ action: 'try again' });
    expect(failurePolicy({ ...waited, ageMs: MAX_AGE_MS + 1 })).toEqual(GIVE_UP);
  });

  it('gives up before the queue’s receive limit, even with the shortest delays', () => {
    let [receiveCount, ageMs] = [1, 0];
    for (;;) {
      const policy = failurePolicy({ kind: 'temporary', receiveCount, triedForMs: ageMs, ageMs }, least);
      if (policy.action === 'give up') break;
      ageMs += policy.inSeconds * 1000;
      receiveCount += 1;
    }
    expect(receiveCount).toBeLessThanOrEqual(MAX_RECEIVES);
    expect(receiveCount).toBeGreaterThan(80);
  });

  it('delays a suspected poison message longer than a run takes', () => {
    expect(pauseSeconds(MAX_UNEXPECTED_RECEIVES + 1, least)).toBeGreaterThan(29);
  });
});
