import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Account } from '../account.js';
import type { Log } from '../console/activity.js';
import { describeMessage } from '../console/describe-message.js';
import { AwsError } from '../front-door/aws-error.js';
import { type Operation, operation } from '../front-door/json-service.js';
import { isObject } from '../template/intrinsics.js';
import { busNameOf, DEFAULT_BUS, type EventBridge } from './event-bridge.js';

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
const MAXIMUM_ENTRIES = 10;
const MAXIMUM_BYTES = 1024 * 1024;

const ENTRY = z.object({
  Source: z.string().optional(),
  DetailType: z.string().optional(),
  Detail: z.string().optional(),
  EventBusName: z.string().optional(),
  Resources: z.array(z.string()).optional(),
  /** Seconds since 1970. */
  Time: z.number().optional(),
});
const REQUEST = z.object({
  Entries: z.array(ENTRY).min(1).max(MAXIMUM_ENTRIES),
  EndpointId: z.never('the local cloud has no global endpoints').optional(),
});
type Entry = z.infer<typeof ENTRY>;

/**
 * Takes events. As in AWS, an entry that is at fault fails alone, and one for a bus that does not exist is
 * accepted and lost: here at least with a warning.
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
 */
export const putEvents = (account: Account, bridge: EventBridge, log: Log): Operation =>
  operation(REQUEST, ({ Entries }) => {
    const bytes = Entries.map(sizeOf).reduce((sum, size) => sum + size, 0);
    if (bytes > MAXIMUM_BYTES) {
      throw new AwsError(
        'ValidationException',
        'Total size of the entries in the request is over the limit.',
      );
    }
    const results = Entries.map((entry) => {
      const problem = problemOf(entry);
      if (problem) return problem;
      const { Source = '', DetailType = '', Detail = '', Resources = [], Time } = entry;
      const busName = busNameOf(entry.EventBusName ?? DEFAULT_BUS);
      const event = {
        id: randomUUID(),
        detailType: DetailType,
        source: Source,
        account: account.id,
        time: Time === undefined ? new Date() : new Date(Time * 1000),
        region: account.region,
        resources: Resources,
        detail: Detail,
      };
      if (!bridge.hasBus(busName)) {
        log({
          event: 'warning',
          message: `An event ${DetailType} is lost: there is no event bus ${busName}`,
        });
        return { EventId: event.id };
      }
      log({
        event: 'published',
        via: 'eventbridge',
        channel: busName,
        ...describeMessage(Detail),
        type: DetailType,
      });
      void bridge.publish(busName, event);
      return { EventId: event.id };
    });
    return { FailedEntryCount: results.filter((result) => 'ErrorCode' in result).length, Entries: results };
  });

const problemOf = (entry: Entry): { ErrorCode: string; ErrorMessage: string } | undefined => {
  for (const name of ['Source', 'DetailType', 'Detail'] as const) {
    if (!entry[name]) {
      const message = `Parameter ${name} is not valid. Reason: ${name} is a required argument.`;
      return { ErrorCode: 'InvalidArgument', ErrorMessage: message };
    }
  }
  if (entry.Source?.startsWith('aws.')) {
    return { ErrorCode: 'NotAuthorizedForSource', ErrorMessage: 'Not authorized for the source.' };
  }
  if (!isJsonObject(entry.Detail ?? '')) {
    return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
  }
  return undefined;
};

const isJsonObject = (text: string): boolean => {
  try {
    return isObject(JSON.parse(text));
  } catch {
    return false;
  }
};

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html#eb-putevent-size */
const sizeOf = ({ Source = '', DetailType = '', Detail = '', Resources = [], Time }: Entry): number =>
  [Source, DetailType, Detail, ...Resources].reduce((sum, text) => sum + Buffer.byteLength(text), 0) +
  (Time === undefined ? 0 : 14);
