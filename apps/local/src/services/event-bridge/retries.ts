import { setTimeout as sleep } from 'node:timers/promises';
import type { Time } from '../../core/time.js';
import { type DeliveryError, deliveryErrorOf } from './delivery-error.js';
import type { RetryPolicy } from './rule.js';

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html */
export const MAXIMUM_RETRY_ATTEMPTS = 185;
export const MAXIMUM_EVENT_AGE = 24 * 60 * 60;

/** Seconds of the template. Each pause is random; its limit doubles from FIRST_PAUSE up to LONGEST_PAUSE. */
const FIRST_PAUSE = 1;
const LONGEST_PAUSE = 10 * 60;

/** Memory limit of the events that wait for a retry. An event beyond it is not retried. */
const MAXIMUM_WAITING_CHARACTERS = 32 * 1024 * 1024;

/** A delivery that failed and is not retried any more. */
export interface DeliveryFailure {
  readonly error: DeliveryError;
  /** Number of retries. */
  readonly retryAttempts: number;
  /** The limit of the retry policy that was reached. Undefined: another reason ended the retries. */
  readonly exhausted?: 'MaximumRetryAttempts' | 'MaximumEventAgeInSeconds' | undefined;
}

/** Retries as EventBridge does: with growing, random pauses. */
export interface Retries {
  /**
   * Resolves to undefined as soon as an attempt has succeeded, or when the local cloud stops.
   * @param size characters in memory while it waits.
   * @param onRetry called once, before the first retry.
   */
  run(
    attempt: (signal: AbortSignal) => Promise<void>,
    policy: RetryPolicy | undefined,
    size: number,
    onRetry: (error: DeliveryError) => void,
  ): Promise<DeliveryFailure | undefined>;
  /** Ends all attempts and pauses. */
  stop(): void;
}

export const retries = (time: Time): Retries => {
  const stopping = new AbortController();
  let waiting = 0;

  const pause = async (milliseconds: number, size: number): Promise<void> => {
    waiting += size;
    await sleep(milliseconds, undefined, { signal: stopping.signal }).catch(() => undefined);
    waiting -= size;
  };

  return {
    async run(attempt, policy, size, onRetry) {
      const maximumAttempts = policy?.maximumRetryAttempts ?? MAXIMUM_RETRY_ATTEMPTS;
      const end = performance.now() + time.wait(policy?.maximumEventAge ?? MAXIMUM_EVENT_AGE);
      for (let retryAttempts = 0; !stopping.signal.aborted; retryAttempts += 1) {
        const error = await failureOf(attempt, stopping.signal);
        if (!error || stopping.signal.aborted) return undefined;
        if (!error.isTemporary) return { error, retryAttempts };
        if (retryAttempts >= maximumAttempts) {
          return { error, retryAttempts, exhausted: 'MaximumRetryAttempts' };
        }
        const left = end - performance.now();
        if (left <= 0) return { error, retryAttempts, exhausted: 'MaximumEventAgeInSeconds' };
        if (waiting + size > MAXIMUM_WAITING_CHARACTERS) return { error, retryAttempts };
        if (retryAttempts === 0) onRetry(error);
        await pause(Math.min(time.wait(pauseAfter(retryAttempts)), left), size);
      }
      return undefined;
    },
    stop: () => stopping.abort(),
  };
};

const failureOf = async (
  attempt: (signal: AbortSignal) => Promise<void>,
  signal: AbortSignal,
): Promise<DeliveryError | undefined> => {
  try {
    await attempt(signal);
    return undefined;
  } catch (error) {
    return deliveryErrorOf(error);
  }
};

/** @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter */
const pauseAfter = (retryAttempts: number): number =>
  Math.random() * Math.min(FIRST_PAUSE * 2 ** retryAttempts, LONGEST_PAUSE);
