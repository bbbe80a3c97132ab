import { QUEUE_RETENTION_DAYS } from '@product-service/environment';
import type { FailureKind } from '@product-service/events';

/** An unexpected failure is given up at this receive. SQS has one counter, so receives during an outage count too. */
export const MAX_UNEXPECTED_RECEIVES = 5;

/** A temporary failure is retried for at least this long after the first receive, */
export const MAX_OUTAGE_MS = 12 * 60 * 60 * 1000;
/** unless the queue would soon delete the message. */
export const MAX_AGE_MS = QUEUE_RETENTION_DAYS * 24 * 60 * 60 * 1000 - MAX_OUTAGE_MS;

const FIRST_PAUSE_SECONDS = 2;
const LONGEST_PAUSE_SECONDS = 600;

/** What to do with a failed message. */
export type FailurePolicy =
  { readonly action: 'give up' } | { readonly action: 'try again'; readonly inSeconds: number };

export interface FailedReceive {
  readonly kind: FailureKind;
  /** Starts at 1. */
  readonly receiveCount: number;
  /** Time since the first receive, in milliseconds. */
  readonly triedForMs: number;
  /** Time since the message was sent to the queue, in milliseconds. */
  readonly ageMs: number;
}

/** Decides what to do with a failed message. `random` returns numbers from 0 to 1. */
export const failurePolicy = (
  { kind, receiveCount, triedForMs, ageMs }: FailedReceive,
  random: () => number = Math.random,
): FailurePolicy => {
  const isGivenUp =
    kind === 'permanent' ||
    (kind === 'unexpected' && receiveCount >= MAX_UNEXPECTED_RECEIVES) ||
    (kind === 'temporary' && (triedForMs > MAX_OUTAGE_MS || ageMs > MAX_AGE_MS));
  return isGivenUp
    ? { action: 'give up' }
    : { action: 'try again', inSeconds: pauseSeconds(receiveCount, random) };
};

/** Exponential backoff with little jitter: shorter delays would exceed the queue's receive limit within {@link MAX_OUTAGE_MS}. */
export const pauseSeconds = (receiveCount: number, random: () => number = Math.random): number =>
  Math.ceil(
    Math.min(LONGEST_PAUSE_SECONDS, FIRST_PAUSE_SECONDS * 2 ** (receiveCount - 1)) * (0.9 + random() / 10),
  );
