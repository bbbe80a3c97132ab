import { DatabaseError } from 'pg';
import { ConnectionError } from './connections.js';
import { withRetry, VersionConflictError } from './retry.js';

const policy = { maxAttempts: 4, retryWindowMs: 1_000, firstPauseMs: 1, maxPauseMs: 2 };

/** How often an operation that always fails with `error` is attempted. */
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
    Object.assign(new DatabaseError('deadlock detected', 17, 'error'), { code: '40P01' }),
    ...['40001', 'OC000', 'OC001'].map((code) => Object.assign(new Error(code), { code })),
  ])('retries after %s, up to the maximum', async (error) => {
    expect(await triesOf(error)).toBe(4);
  });

  it.each([new TypeError('a mistake'), Object.assign(new Error('unique violation'), { code: '23505' })])(
    'does not retry after %s',
    async (error) => {
      expect(await triesOf(error)).toBe(1);
    },
  );

  it('makes a second attempt even if the first used up the retry window', async () => {
    expect(await triesOf(new ConnectionError('timeout'), { retryWindowMs: 0 })).toBe(2);
  });
});
