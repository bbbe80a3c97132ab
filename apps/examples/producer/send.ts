import { setTimeout as pause } from 'node:timers/promises';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { toEnvelope, type Event, type IncomingEventType } from '@product-service/events';
import { ENV } from '../event-bus.js';

const ATTEMPTS = 5;
const eventBridge = new EventBridgeClient();

/**
 * Sends an event to the bus. PutEvents can succeed as a call and refuse the event, so the result is checked. A repeat has the same
 * id and time: the product service recognises it by them.
 */
export const send = async <T extends IncomingEventType>(
  bus: string,
  service: string,
  event: Event<T>,
): Promise<void> => {
  const source = `${ENV}.${service}`;
  const entry = {
    EventBusName: bus,
    Source: source,
    DetailType: event.type,
    Time: new Date(event.time),
    Detail: JSON.stringify(toEnvelope(event, source)),
  };
  for (let attempt = 1; ; attempt += 1) {
    const { Entries: [result] = [] } = await eventBridge.send(new PutEventsCommand({ Entries: [entry] }));
    if (result?.EventId) {
      console.log('sent', event.type, event.subject);
      return;
    }
    if (attempt === ATTEMPTS) throw new Error(`The bus refused ${event.type}: ${result?.ErrorCode}`);
    await pause(100 * 2 ** attempt);
  }
};
