import { isOCCError } from '@aws/aurora-dsql-node-postgres-connector';
import { setTimeout as sleep } from 'node:timers/promises';
import { ConnectionError } from './connections.js';
import { withTimeLimit } from './time-limit.js';

/** The row is not as it was read: someone else wrote it meanwhile. */
export class VersionConflictError extends Error {
  override readonly name = 'VersionConflictError';
}

/** SQLSTATE 40001, also told as OC000 (data) and OC001 (schema) by Aurora DSQL, or our own check of the version. */
export const isConflict = (error: unknown): boolean =>
  error instanceof VersionConflictError || isOCCError(error);

export interface RetryPolicy {
  readonly maxAttempts: number;
  /** No try starts later than this after the first, save the second. */
  readonly retryWindowMs: number;
  readonly firstPauseMs: number;
  readonly maxPauseMs: number;
  /** Errors that pass by themselves, beside conflicts and lost connections. */
  readonly passes?: (error: unknown) => boolean;
  /** All tries together end by then, whatever is under way. */
  readonly timeLimitMs?: number;
}

/**
 * A caller is waiting: API Gateway for 29 s, in which a cold start and a nudge of the relay have to fit, too. A server
 * that is silent costs two tries of 5 s each; without a limit, one that answers each statement late would cost 60 s.
 */
const REQUEST_RETRY: RetryPolicy = {
  maxAttempts: 8,
  retryWindowMs: 2_000,
  firstPauseMs: 10,
  maxPauseMs: 400,
  timeLimitMs: 15_000,
};

/**
 * Runs `attempt` again after conflicts and lost connections, with growing pauses of random length.
 * @throws what the last try threw; ConnectionError if the policy's limit cut it off
 */
export const withRetry = <T>(attempt: () => Promise<T>, policy: RetryPolicy = REQUEST_RETRY): Promise<T> =>
  policy.timeLimitMs === undefined
    ? tryAgain(attempt, policy)
    : withTimeLimit(policy.timeLimitMs, () => tryAgain(attempt, policy));

const tryAgain = async <T>(
  attempt: () => Promise<T>,
  { maxAttempts, retryWindowMs, firstPauseMs, maxPauseMs, passes = () => false }: RetryPolicy,
): Promise<T> => {
  const deadline = Date.now() + retryWindowMs;
  for (let tries = 1; ; tries++) {
    try {
      return await attempt();
    } catch (error) {
      if (!isConflict(error) && !(error instanceof ConnectionError) && !passes(error)) throw error;
      const pause = Math.min(maxPauseMs, firstPauseMs * 2 ** (tries - 1)) * (0.5 + Math.random() / 2);
      // The second try is for a connection that took all the time to turn out dead.
      if (tries === maxAttempts || (tries > 1 && Date.now() + pause > deadline)) throw error;
      await sleep(pause);
    }
  }
};
