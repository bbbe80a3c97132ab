import { randomUUID } from 'node:crypto';
import type { Account } from '../../core/account.js';
import type { BusEvent } from './bus-event.js';

/** The event of a schedule that has no input of its own. */
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
