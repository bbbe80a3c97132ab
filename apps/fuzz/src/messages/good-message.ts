import { instantOf, toEnvelope, type Event } from '@product-service/events';
import { deriveEventId } from '@product-service/cloud-events';
import type { Reader } from './readers.js';

/** A message as our own services and others send it. Each is newer than the one before. */
export const goodMessage = ({ good, transport }: Reader, number: number): { body: string; value: string } => {
  const { type, data, value } = good(number);
  const event = {
    id: deriveEventId(`good ${number}`, type),
    type,
    time: instantOf(new Date()),
    subject: 'GOOD',
    sequence: String(number + 1),
    data,
    headers: {},
  };
  const envelope = toEnvelope(event as unknown as Event, 'fuzz');
  const body =
    transport === 'sns'
      ? { Type: 'Notification', MessageId: event.id, Message: JSON.stringify(envelope) }
      : { id: event.id, 'detail-type': type, source: 'fuzz', detail: envelope };
  return { body: JSON.stringify(body), value };
};
