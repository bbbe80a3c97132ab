import { randomUUID } from 'node:crypto';
import type { Account } from '../../core/account.js';
import type { BusEvent } from './bus-event.js';

/** What a schedule sends when it is given nothing else to send. */
export const scheduledEvent = (
  { id, region }: Account,
  source: 'aws.events' | 'aws.scheduler',
  scheduleArn: string,
  time: Date,
): BusEvent => ({
  id: randomUUID(),
  detailType: 'Scheduled Event',
  source,
  account: id,
  time,
  region,
  resources: [scheduleArn],
  detail: '{}',
});
