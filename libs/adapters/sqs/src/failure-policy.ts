import { QUEUE_RETENTION_DAYS } from '@product-service/environment';
import type { FailureKind } from '@product-service/events';

/** What fails unexpectedly is given up at this receive. SQS has one counter: tries that an outage used count, too. */
export const MAX_UNEXPECTED_RECEIVES = 5;

/** What waits for something that is away is not given up earlier than this after its first receive, */
export const MAX_OUTAGE_MS = 12 * 60 * 60 * 1000;
/** unless its queue is about to drop it. */
export const MAX_AGE_MS = QUEUE_RETENTION_DAYS * 24 * 60 * 60 * 1000 - MAX_OUTAGE_MS;

const FIRST_PAUSE_SECONDS = 2;
const LONGEST_PAUSE_SECONDS = 600;

/** What is to become of a message that could not be handled. */
export type FailurePolicy =
  { readonly action: 'give up' } | { readonly action: 'try again'; readonly inSeconds: number };

export interface FailedReceive {
  readonly kind: FailureKind;
  /** 1 the first time. */
  readonly receiveCount: number;
  /** Since its first receive, in milliseconds. */
  readonly triedForMs: number;
  /** Since it was sent to the queue, in milliseconds. */
  readonly ageMs: number;
}

/** `random` gives numbers from 0 to 1. */
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

/** Spread a little only: shorter pauses would be more receives than the queue allows within those hours. */
export const pauseSeconds = (receiveCount: number, random: () => number = Math.random): number =>
  Math.ceil(
    Math.min(LONGEST_PAUSE_SECONDS, FIRST_PAUSE_SECONDS * 2 ** (receiveCount - 1)) * (0.9 + random() / 10),
  );
