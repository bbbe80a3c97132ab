import { ConnectionError } from './connections.js';
import { withRetry, VersionConflictError } from './retry.js';

const policy = { maxAttempts: 4, retryWindowMs: 1_000, firstPauseMs: 1, maxPauseMs: 2 };

/** How often something that keeps failing with `error` is tried. */
const triesOf = async (error: unknown, change: Partial<typeof policy> = {}): Promise<number> => {
  let tries = 0;
  const attempt = async (): Promise<never> => {
    tries += 1;
    throw error;
  };
  await expect(withRetry(attempt, { ...policy, ...change })).rejects.toBe(error);
  return tries;
};

describe('withRetry', () => {
  it.each([
    new VersionConflictError(),
    new ConnectionError('reset'),
    ...['40001', 'OC000', 'OC001'].map((code) => Object.assign(new Error(code), { code })),
  ])('goes on after %s, for a while', async (error) => {
    expect(await triesOf(error)).toBe(4);
  });

  it.each([new TypeError('a mistake'), Object.assign(new Error('unique violation'), { code: '23505' })])(
    'does not go on after %s',
    async (error) => {
      expect(await triesOf(error)).toBe(1);
    },
  );

  it('tries a second time even if the first took all the time', async () => {
    expect(await triesOf(new ConnectionError('timeout'), { retryWindowMs: 0 })).toBe(2);
  });
});
