import { readEvent, UnreadableEventError } from '@product-service/cloud-events';
import {
  instantOf,
  parseInstant,
  toMilliseconds,
  type AnyEvent,
  type Delivery,
  type EventType,
  type Instant,
} from '@product-service/events';
import type { SQSRecord } from 'aws-lambda';

/** A message as it came, with the event in it or the error that tells why there is none. */
export type ReadDelivery<T extends EventType> = { readonly delivery: Delivery<T> } & (
  | { readonly event: AnyEvent<T>; readonly error?: undefined }
  | { readonly event?: undefined; readonly error: UnreadableEventError }
);

/** Reads a message that SNS or EventBridge delivered to SQS, or that was sent to the queue itself. Never throws. */
export const readDelivery = <T extends EventType>(
  record: SQSRecord,
  types: readonly T[],
): ReadDelivery<T> => {
  const { via, envelope, ...outer } = unwrap(record.body);
  const delivery: Delivery<T> = {
    messageId: record.messageId,
    via,
    queue: record.eventSourceARN.split(':').at(-1) ?? '',
    sentAt: sentAtOf(record),
    receiveCount: Number(record.attributes.ApproximateReceiveCount) || 1,
    size: Buffer.byteLength(record.body),
  };
  try {
    const event = readEvent(envelope, types, {
      id: outer.id ?? record.messageId,
      type: outer.type,
      time: timeOf(delivery, outer.time) ?? instantOf(new Date()),
    });
    return { delivery: { ...delivery, event }, event };
  } catch (error) {
    if (!(error instanceof UnreadableEventError)) throw error;
    return { delivery, error };
  }
};

interface Unwrapped {
  readonly via: Delivery['via'];
  /** `undefined` if there is none to be read. */
  readonly envelope: unknown;
  readonly id?: string | undefined;
  readonly type?: string | undefined;
  readonly time?: Instant | undefined;
}

const unwrap = (body: string): Unwrapped => {
  const message = parseJson(body);
  if (!isRecord(message)) return { via: 'sqs', envelope: undefined };
  if (message['Type'] === 'Notification' && typeof message['Message'] === 'string') {
    return {
      via: 'sns',
      envelope: parseJson(message['Message']),
      id: textOf(message['MessageId']),
      time: instantFrom(message['Timestamp']),
    };
  }
  if (typeof message['detail-type'] === 'string') {
    return {
      via: 'eventbridge',
      envelope: message['detail'],
      id: textOf(message['id']),
      type: message['detail-type'],
      time: instantFrom(message['time']),
    };
  }
  return { via: 'sqs', envelope: message };
};

const sentAtOf = ({ attributes }: SQSRecord): Instant | undefined => {
  const milliseconds = Number(attributes.SentTimestamp);
  return milliseconds > 0 ? instantOf(new Date(milliseconds)) : undefined;
};

/**
 * EventBridge tells the time in whole seconds, too coarse to say which of two facts is the newer. When in that second
 * it was, the queue knows better: not before the message came, or at the end if it came later. A repeat gets the same.
 */
const timeOf = ({ via, sentAt }: Delivery, time: Instant | undefined): Instant | undefined => {
  if (via !== 'eventbridge' || !time || !sentAt) return time ?? sentAt;
  const second = toMilliseconds(time);
  return instantOf(new Date(Math.min(Math.max(second, toMilliseconds(sentAt)), second + 999)));
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const instantFrom = (value: unknown): Instant | undefined => parseInstant(textOf(value) ?? '');
