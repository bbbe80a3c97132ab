import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Account } from '../../core/account.js';
import type { Log } from '../../core/activity.js';
import { describeMessage } from '../../core/describe-message.js';
import { isObject } from '../../core/json.js';
import { AwsError } from '../../service-model/aws-error.js';
import { type Operation, operation, type PermissionOf } from '../../service-model/operation.js';
import { busNameOf, DEFAULT_BUS, type EventBuses } from './buses.js';
import { type Entry, ENTRY, problemOf, sizeOf, timeOf } from './put-events-entry.js';

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
const MAXIMUM_ENTRIES = 10;
const MAXIMUM_BYTES = 1024 * 1024;

const REQUEST = z.object({
  Entries: z.array(ENTRY).min(1).max(MAXIMUM_ENTRIES),
  EndpointId: z.never('the local cloud has no global endpoints').nullish(),
});

/**
 * Accepts events. As in AWS, an invalid entry fails alone, and an event for a bus that does not exist is accepted and lost.
 * Here the loss is logged as a warning.
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
 */
export const putEvents = (account: Account, buses: EventBuses, log: Log): Operation => {
  const accept = (entry: Entry): { readonly EventId: string } => {
    const detailType = entry.DetailType ?? '';
    const detail = entry.Detail ?? '';
    const bus = entry.EventBusName ?? DEFAULT_BUS;
    const busName = busNameOf(bus);
    const event = {
      id: randomUUID(),
      detailType,
      source: entry.Source ?? '',
      account: account.id,
      time: timeOf(entry),
      region: account.region,
      resources: entry.Resources ?? [],
      detail,
    };
    if (buses.hasBus(busName) && [busName, buses.busArn(busName)].includes(bus)) {
      log({
        event: 'published',
        via: 'eventbridge',
        channel: busName,
        ...describeMessage(detail),
        type: detailType,
      });
      // The sender gets its answer first.
      setImmediate(() => void buses.publish(busName, event));
    } else {
      log({ event: 'warning', message: `An event ${detailType} is lost: there is no event bus ${bus}` });
    }
    return { EventId: event.id };
  };
  const permission: PermissionOf = ({ Entries }) => ({
    action: 'events:PutEvents',
    resources: (Array.isArray(Entries) ? Entries : []).map((entry: unknown) => {
      const { EventBusName = DEFAULT_BUS } = isObject(entry) ? entry : {};
      return buses.busArn(busNameOf(String(EventBusName)));
    }),
  });
  const put = ({ Entries }: z.infer<typeof REQUEST>) => {
    const bytes = Entries.map(sizeOf).reduce((sum, size) => sum + size, 0);
    if (bytes > MAXIMUM_BYTES) {
      throw new AwsError(
        'ValidationException',
        'Total size of the entries in the request is over the limit.',
      );
    }
    const results = Entries.map((entry) => problemOf(entry) ?? accept(entry));
    return { FailedEntryCount: results.filter((result) => 'ErrorCode' in result).length, Entries: results };
  };
  return operation(REQUEST, put, permission);
};
