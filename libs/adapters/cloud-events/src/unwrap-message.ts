import { parseEnvelope } from './parse-envelope.js';

/** What a transport says about the envelope that it delivered. */
export interface UnwrappedMessage {
  /** The transport around the envelope. */
  readonly via: 'sns' | 'eventbridge' | 'none';
  /** `undefined` if the message has no readable envelope. */
  readonly envelope: unknown;
  readonly id?: string | undefined;
  readonly type?: string | undefined;
  readonly time?: unknown;
}

/** Finds the envelope in a message: an event of EventBridge, a notification of SNS, or the envelope itself; an object or JSON. */
export const unwrapMessage = (received: unknown): UnwrappedMessage => {
  const message = typeof received === 'string' ? parseEnvelope(received) : received;
  if (!isRecord(message)) return { via: 'none', envelope: undefined };
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
  return { via: 'none', envelope: message };
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
