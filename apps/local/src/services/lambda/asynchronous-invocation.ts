import { setTimeout as sleep } from 'node:timers/promises';
import type { Time } from '../../core/time.js';
import type { LambdaFunction } from './lambda-function.js';

/** How Lambda treats an event that nobody waits for the result of. */
export interface AsynchronousInvocation {
  /** Runs after one that failed. */
  readonly maximumRetryAttempts: number;
  /** Seconds of the template: an event that is older is not run again. */
  readonly maximumEventAge: number;
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html */
export const DEFAULT_INVOCATION: AsynchronousInvocation = {
  maximumRetryAttempts: 2,
  maximumEventAge: 6 * 60 * 60,
};
const FIRST_PAUSE = 60;

/** Runs a function with an event, and again if it failed. What comes of it is in the log. */
export const invokeAsynchronously = async (
  lambda: LambdaFunction,
  event: unknown,
  cause: string,
  { maximumRetryAttempts, maximumEventAge }: AsynchronousInvocation,
  time: Time,
  signal: AbortSignal,
): Promise<void> => {
  const end = performance.now() + time.wait(maximumEventAge);
  for (let retryAttempts = 0; !signal.aborted; retryAttempts += 1) {
    const outcome = await lambda.invoke(event, cause);
    const pause = time.wait(FIRST_PAUSE * 2 ** retryAttempts);
    const isOver = retryAttempts >= maximumRetryAttempts || performance.now() + pause > end;
    if (!('error' in outcome) || isOver) return;
    await sleep(pause, undefined, { signal }).catch(() => undefined);
  }
};
