import { UnreadableEventError } from '@product-service/cloud-events';
import {
  compareInstants,
  instantOf,
  isWholeSecond,
  parseInstant,
  toMilliseconds,
  type Instant,
} from '@product-service/events';

/** The times in a message from which the event time is chosen. */
export interface TimeSources {
  /** The stated times, best first. */
  readonly times: readonly unknown[];
  /** When the message was sent to its queue: the same for every receive. */
  readonly sentAt: Instant | undefined;
  /** Called with each stated time that cannot be parsed. */
  readonly onUnreadable: (time: unknown) => void;
}

/** A producer's clock may be ahead: its facts are compared with each other. A time further ahead would block all later facts. */
const MAX_AHEAD_MS = 24 * 60 * 60 * 1000;

/**
 * The time at which an event became true. It does not depend on the time of receiving, so it is the same for every receive
 * of the message. A time with a fraction is used unchanged.
 * @throws UnreadableEventError if the time is more than a day after the message was sent, or there is no time at all
 */
export const eventTimeOf = ({ times, sentAt, onUnreadable }: TimeSources): Instant => {
  const stated = firstReadable(times, onUnreadable);
  const instant = stated?.instant ?? sentAt;
  if (!instant) throw new UnreadableEventError('The message has no time for the event.');
  if (!stated || !sentAt) return instant;
  const limit = instantOf(new Date(toMilliseconds(sentAt) + MAX_AHEAD_MS));
  if (compareInstants(instant, limit) > 0) {
    throw new UnreadableEventError(
      `The event's time ${instant} is more than a day after ${sentAt}, when the message was sent.`,
    );
  }
  return stated.isWholeSecond ? withinSecond(instant, sentAt) : instant;
};

const firstReadable = (times: readonly unknown[], onUnreadable: (time: unknown) => void) => {
  for (const time of times) {
    if (time === undefined || time === null || time === '') continue;
    const instant = typeof time === 'string' ? parseInstant(time) : undefined;
    if (typeof time === 'string' && instant) return { instant, isWholeSecond: isWholeSecond(time) };
    onUnreadable(time);
  }
  return undefined;
};

/** Nanoseconds that encode how many milliseconds before or after its second a message was sent. */
const MAX_OUTSIDE = 999_999;

/**
 * Refines a time of whole seconds, which is too coarse to decide which of two facts is newer: facts within a second are
 * ordered by the time of sending. A message that was sent in that second gets its milliseconds of sending. A message that
 * was sent before or after it, due to clock skew or latency, is placed at the start or end of the second; the distance is
 * encoded in the digits below the millisecond.
 */
const withinSecond = (second: Instant, sentAt: Instant): Instant => {
  const offsetMs = toMilliseconds(sentAt) - toMilliseconds(second);
  const nanoseconds =
    offsetMs <= 0
      ? Math.max(0, MAX_OUTSIDE + offsetMs)
      : Math.min(offsetMs, 999) * 1_000_000 + Math.min(Math.max(0, offsetMs - 999), MAX_OUTSIDE);
  const digits = String(nanoseconds).padStart(9, '0');
  return parseInstant(`${second.slice(0, 19)}.${digits}Z`) ?? second;
};
