import { parseInstant, type AnyEvent, type EventType, type Instant } from '@product-service/events';
import { readEvent, UnreadableEventError } from './read-event.js';
import { unwrapMessage } from './unwrap-message.js';

/**
 * Reads an event of one of `types` as a consumer received it: an event of EventBridge, a notification of SNS, the body of an SQS
 * message with one of them, or the envelope itself; an object or JSON. Unknown fields are dropped.
 * @throws UnreadableEventError a retry gives the same error. The message has the reason, without contents
 * @example const { type, data } = parseEvent(body, ['product.productUpdated.v2']);
 */
export const parseEvent = <T extends EventType>(message: unknown, types: readonly T[]): AnyEvent<T> => {
  const { envelope, id = '', type, time } = unwrapMessage(message);
  return readEvent(envelope, types, {
    id,
    type,
    timeOf: (stated, eventId) => {
      if (eventId === '') throw new UnreadableEventError('The event has no id.');
      return instantIn(stated) ?? instantIn(time) ?? noTime();
    },
  });
};

const instantIn = (time: unknown): Instant | undefined =>
  typeof time === 'string' ? parseInstant(time) : undefined;

const noTime = (): never => {
  throw new UnreadableEventError('The event has no readable time.');
};
