import { z } from 'zod';
import { isObject } from '../../core/json.js';
import { levelsIn, MAXIMUM_LEVELS } from './pattern/levels.js';

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsRequestEntry.html */
export const ENTRY = z.object({
  Source: z.string().nullish(),
  DetailType: z.string().nullish(),
  Detail: z.string().nullish(),
  EventBusName: z
    .string()
    .max(1600)
    .regex(/^[/.\-_A-Za-z0-9:]+$/)
    .nullish(),
  Resources: z.array(z.string()).nullish(),
  /** Seconds since 1970. */
  Time: z.number().nullish(),
});
export type Entry = z.infer<typeof ENTRY>;

const MAXIMUM_DETAIL_TYPE_LENGTH = 128;

/** Why an entry is not accepted. The codes are EventBridge's. */
export interface EntryProblem {
  readonly ErrorCode: 'InvalidArgument' | 'MalformedDetail' | 'NotAuthorizedForSourceException';
  readonly ErrorMessage: string;
}

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsResultEntry.html */
export const problemOf = (entry: Entry): EntryProblem | undefined => {
  for (const name of ['Source', 'DetailType', 'Detail'] as const) {
    if (!entry[name]) return invalid(name, `${name} is a required argument.`);
  }
  if ((entry.DetailType ?? '').length > MAXIMUM_DETAIL_TYPE_LENGTH) {
    return invalid('DetailType', `DetailType has more than ${MAXIMUM_DETAIL_TYPE_LENGTH} characters.`);
  }
  if (!isRfc3339(timeOf(entry))) return invalid('Time', 'Time has to be in the years 0000 to 9999.');
  if (entry.Source?.startsWith('aws.')) {
    return { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' };
  }
  if (!isDetail(entry.Detail ?? '')) {
    return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
  }
  return undefined;
};

const invalid = (name: string, reason: string): EntryProblem => ({
  ErrorCode: 'InvalidArgument',
  ErrorMessage: `Parameter ${name} is not valid. Reason: ${reason}`,
});

/** The entry's time, or now. It can be outside of the years that a text can express. */
export const timeOf = ({ Time }: Entry): Date =>
  new Date(typeof Time === 'number' ? Time * 1000 : Date.now());

const isRfc3339 = (time: Date): boolean => {
  const year = time.getUTCFullYear();
  return year >= 0 && year <= 9999;
};

/** A JSON object with at most as many levels as EventBridge accepts. */
const isDetail = (text: string): boolean => {
  try {
    return isObject(JSON.parse(text)) && levelsIn(text) <= MAXIMUM_LEVELS;
  } catch {
    return false;
  }
};

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html#eb-putevent-size */
export const sizeOf = ({ Source, DetailType, Detail, Resources, Time }: Entry): number =>
  [Source, DetailType, Detail, ...(Resources ?? [])].reduce(
    (sum, text) => sum + Buffer.byteLength(text ?? ''),
    0,
  ) + (typeof Time === 'number' ? 14 : 0);
