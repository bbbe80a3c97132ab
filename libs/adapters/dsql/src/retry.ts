import { isOCCError } from '@aws/aurora-dsql-node-postgres-connector';
import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseError } from 'pg';
import { ConnectionError, StatementTimeoutError } from './connections.js';
import { withTimeLimit } from './time-limit.js';

/** The row was changed by another write since it was read. */
export class VersionConflictError extends Error {
  override readonly name = 'VersionConflictError';
}

/** PostgreSQL only: two transactions wait for each other's locks, e.g. two announcements of the same products. */
const DEADLOCK = '40P01';

/** SQLSTATE 40001, which Aurora DSQL also reports as OC000 (data) or OC001 (schema), a deadlock, or our own version check. */
export const isConflict = (error: unknown): boolean =>
  error instanceof VersionConflictError ||
  isOCCError(error) ||
  (error instanceof DatabaseError && error.code === DEADLOCK);

const isLostConnection = (error: unknown): boolean =>
  error instanceof ConnectionError && !(error instanceof StatementTimeoutError);

export interface RetryPolicy {
  readonly maxAttempts: number;
  /** Latest start of a retry, counted from the first attempt; the second attempt always runs. */
  readonly retryWindowMs: number;
  readonly firstPauseMs: number;
  readonly maxPauseMs: number;
  /** Further errors to retry, besides conflicts and lost connections. */
  readonly isTransient?: (error: unknown) => boolean;
  /** All attempts together end within this time, even during a statement. */
  readonly timeLimitMs?: number;
}

/**
 * A client waits: API Gateway allows 29 s, including a cold start and the nudge of the relay. A silent server costs two
 * attempts of 5 s each. Without a limit, a server that is slow with each statement would cost 60 s.
 */
const REQUEST_RETRY: RetryPolicy = {
  maxAttempts: 8,
  retryWindowMs: 2_000,
  firstPauseMs: 10,
  maxPauseMs: 400,
  timeLimitMs: 15_000,
};

/**
 * Retries `attempt` after conflicts and lost connections, with exponential backoff and jitter.
 * @throws the error of the last attempt; ConnectionError if the policy's time limit ended it
 */
export const withRetry = <T>(attempt: () => Promise<T>, policy: RetryPolicy = REQUEST_RETRY): Promise<T> =>
  policy.timeLimitMs === undefined
    ? attemptRepeatedly(attempt, policy)
    : withTimeLimit(policy.timeLimitMs, () => attemptRepeatedly(attempt, policy));

const attemptRepeatedly = async <T>(
  attempt: () => Promise<T>,
  { maxAttempts, retryWindowMs, firstPauseMs, maxPauseMs, isTransient = () => false }: RetryPolicy,
): Promise<T> => {
  const deadline = Date.now() + retryWindowMs;
  for (let attempts = 1; ; attempts++) {
    try {
      return await attempt();
    } catch (error) {
      if (!isConflict(error) && !isLostConnection(error) && !isTransient(error)) throw error;
      const pause = Math.min(maxPauseMs, firstPauseMs * 2 ** (attempts - 1)) * (0.5 + Math.random() / 2);
      // The second attempt always runs: a dead connection may have used up the whole window.
      if (attempts === maxAttempts || (attempts > 1 && Date.now() + pause > deadline)) throw error;
      await sleep(pause);
    }
  }
};
