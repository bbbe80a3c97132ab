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
  for (let retryAttempts = 0; !signal.aborted; retryAttempts += 1) {
    const outcome = await lambda.invoke(event, cause);
    const pause = time.wait(FIRST_PAUSE * 2 ** retryAttempts);
    const isOver = retryAttempts >= maximumRetryAttempts || performance.now() + pause > end;
    if (!('error' in outcome) || isOver) return;
    await sleep(pause, undefined, { signal }).catch(() => undefined);
  }
};
