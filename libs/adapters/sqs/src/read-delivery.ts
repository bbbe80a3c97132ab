import { parseEnvelope, readEvent, UnreadableEventError } from '@product-service/cloud-events';
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
  const { via, envelope, ...outer } = unwrap(record.body);
  const delivery: Delivery<T> = {
    messageId,
    via,
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

interface Unwrapped {
  readonly via: Delivery['via'];
  /** `undefined` if the message has no readable envelope. */
  readonly envelope: unknown;
  readonly id?: string | undefined;
  readonly type?: string | undefined;
  readonly time?: unknown;
}

const unwrap = (body: string): Unwrapped => {
  const message = parseEnvelope(body);
  if (!isRecord(message)) return { via: 'sqs', envelope: undefined };
  if (message['Type'] === 'Notification' && typeof message['Message'] === 'string') {
    return {
      via: 'sns',
      envelope: parseEnvelope(message['Message']),
      id: textOf(message['MessageId']),
      time: message['Timestamp'],
    };
  }
  if (typeof message['detail-type'] === 'string') {
    return {
      via: 'eventbridge',
      envelope: message['detail'],
      id: textOf(message['id']),
      type: message['detail-type'],
      time: message['time'],
    };
  }
  return { via: 'sqs', envelope: message };
};

/** The latest time that an {@link Instant} can hold. */
const MAX_MS = Date.parse('9999-12-31T23:59:59.999Z');

const sentAtOf = ({ attributes }: SQSRecord): Instant | undefined => {
  const milliseconds = Number(attributes.SentTimestamp);
  return milliseconds > 0 && milliseconds <= MAX_MS ? instantOf(new Date(milliseconds)) : undefined;
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
