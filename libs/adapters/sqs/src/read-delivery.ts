import { readEvent, UnreadableEventError, unwrapMessage } from '@product-service/cloud-events';
import {
  excerptOf,
  instantOf,
  type AnyEvent,
  type Delivery,
  type EventType,
  type Instant,
} from '@product-service/events';
import { log } from '@product-service/logger';
import type { SQSRecord } from 'aws-lambda';
import { eventTimeOf } from './event-time.js';

/** A received message, with its event, or with the error that explains why it has none. */
export type ReadDelivery<T extends EventType> = { readonly delivery: Delivery<T> } & (
  | { readonly event: AnyEvent<T>; readonly error?: undefined }
  | { readonly event?: undefined; readonly error: UnreadableEventError }
);

/** Reads a message that SNS or EventBridge delivered to SQS, or that was sent to the queue directly. Never throws. */
export const readDelivery = <T extends EventType>(
  record: SQSRecord,
  types: readonly T[],
): ReadDelivery<T> => {
  const { messageId } = record;
  const { via, envelope, ...outer } = unwrapMessage(record.body);
  const delivery: Delivery<T> = {
    messageId,
    via: via === 'none' ? 'sqs' : via,
    queue: record.eventSourceARN.split(':').at(-1) ?? '',
    sentAt: sentAtOf(record),
    receiveCount: Number(record.attributes.ApproximateReceiveCount) || 1,
    size: Buffer.byteLength(record.body),
  };
  try {
    const event = readEvent(envelope, types, {
      id: outer.id || messageId,
      type: outer.type,
      timeOf: (time, eventId) =>
        eventTimeOf({
          times: [time, outer.time],
          sentAt: delivery.sentAt,
          onUnreadable: (unreadable) =>
            log.warn('event time is not readable', {
              messageId,
              eventId,
              // Serialising a deeply nested object would fail.
              time: excerptOf(typeof unreadable === 'object' ? 'an object' : String(unreadable)),
            }),
        }),
    });
    return { delivery: { ...delivery, event }, event };
  } catch (error) {
    if (!(error instanceof UnreadableEventError)) throw error;
    return { delivery, error };
  }
};

/** The latest time that an {@link Instant} can hold. */
const MAX_MS = Date.parse('9999-12-31T23:59:59.999Z');

const sentAtOf = ({ attributes }: SQSRecord): Instant | undefined => {
  const milliseconds = Number(attributes.SentTimestamp);
  return milliseconds > 0 && milliseconds <= MAX_MS ? instantOf(new Date(milliseconds)) : undefined;
};
