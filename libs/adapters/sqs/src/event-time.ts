import { UnreadableEventError } from '@product-service/cloud-events';
import {
  compareInstants,
  instantOf,
  isWholeSecond,
  parseInstant,
  toMilliseconds,
  type Instant,
} from '@product-service/events';

/** What a message tells about when its event became true. */
export interface TimeSources {
  /** What is given for the time, the best first. */
  readonly times: readonly unknown[];
  /** When the message came into its queue: the same at each of its receives. */
  readonly sentAt: Instant | undefined;
  /** Called with what is passed over, for no time can be read from it. */
  readonly onUnreadable: (time: unknown) => void;
}

/** A producer's clock may run ahead, for its facts are compared with each other. Further than this, a fact would shut out later ones. */
const MAX_AHEAD_MS = 24 * 60 * 60 * 1000;

/**
 * When an event became true: one instant, the same each time that the message is received, for it does not depend on when
 * that is. A time with a fraction is taken as it is.
 * @throws UnreadableEventError the time is more than a day after the message was sent, or nothing tells it
 */
export const eventTimeOf = ({ times, sentAt, onUnreadable }: TimeSources): Instant => {
  const told = firstReadable(times, onUnreadable);
  const instant = told?.instant ?? sentAt;
  if (!instant) throw new UnreadableEventError('Nothing tells when the event became true.');
  if (!told || !sentAt) return instant;
  const limit = instantOf(new Date(toMilliseconds(sentAt) + MAX_AHEAD_MS));
  if (compareInstants(instant, limit) > 0) {
    throw new UnreadableEventError(
      `The event's time ${instant} is more than a day after ${sentAt}, when the message was sent.`,
    );
  }
  return told.isWholeSecond ? withinSecond(instant, sentAt) : instant;
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

/** Nanoseconds that tell how early or late outside of its second a message was sent, in milliseconds. */
const MAX_OUTSIDE = 999_999;

/**
 * A whole second is too coarse to say which of two facts is the newer: within it, they are in the order in which they were
 * sent. What was sent in that second has its milliseconds of sending. What was sent before or after it, for clocks differ and
 * messages take their time, is at its begin or end, with the difference in the digits below the millisecond.
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
