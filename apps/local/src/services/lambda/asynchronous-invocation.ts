import { setTimeout as sleep } from 'node:timers/promises';
import type { Time } from '../../core/time.js';
import type { LambdaFunction } from './lambda-function.js';

/** How Lambda retries an event whose sender does not wait for the result. */
export interface AsynchronousInvocation {
  /** Number of retries after a failure. */
  readonly maximumRetryAttempts: number;
  /** Seconds of the template. An older event is not retried. */
  readonly maximumEventAge: number;
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html */
export const DEFAULT_INVOCATION: AsynchronousInvocation = {
  maximumRetryAttempts: 2,
  maximumEventAge: 6 * 60 * 60,
};
/** Seconds of the template. It doubles with every retry. */
const FIRST_PAUSE = 60;
/** The pauses after a throttled run, in seconds of the template. They double, and such a run is no retry. */
const FIRST_THROTTLED_PAUSE = 1;
const LONGEST_THROTTLED_PAUSE = 5 * 60;

/** Invokes a function, and again after a failure. The log shows the results. */
export const invokeAsynchronously = async (
  lambda: LambdaFunction,
  event: unknown,
  cause: string,
  { maximumRetryAttempts, maximumEventAge }: AsynchronousInvocation,
  time: Time,
  signal: AbortSignal,
): Promise<void> => {
  const end = performance.now() + time.wait(maximumEventAge);
  let retryAttempts = 0;
  let throttledPause = FIRST_THROTTLED_PAUSE;
  while (!signal.aborted) {
    const outcome = await lambda.invoke(event, cause);
    if (!('error' in outcome) || (!outcome.throttled && retryAttempts >= maximumRetryAttempts)) return;
    const pause = time.wait(outcome.throttled ? throttledPause : FIRST_PAUSE * 2 ** retryAttempts);
    if (outcome.throttled) throttledPause = Math.min(throttledPause * 2, LONGEST_THROTTLED_PAUSE);
    else retryAttempts += 1;
    if (performance.now() + pause > end) return;
    await sleep(pause, undefined, { signal }).catch(() => undefined);
  }
};
