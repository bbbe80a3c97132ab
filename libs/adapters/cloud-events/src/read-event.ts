import {
  cutText,
  excerptOf,
  type AnyEvent,
  type ClassifiedError,
  type EventType,
  type Instant,
} from '@product-service/events';
import * as z from 'zod/mini';
import { DATA_SCHEMAS } from './data-schemas.js';
import { usableEventId } from './derive-event-id.js';
import { readHeaders } from './read-headers.js';

const MAX_MESSAGE_LENGTH = 1_000;

/** A message that is not an event this consumer can read. Reading it again gives the same. */
export class UnreadableEventError extends Error implements ClassifiedError {
  override readonly name = 'UnreadableEventError';
  readonly failureKind = 'permanent';

  constructor(message: string) {
    super(cutText(message, MAX_MESSAGE_LENGTH));
  }
}

/** What the transport says of an event, for envelopes that do not say it themselves. */
export interface EnvelopeDefaults {
  readonly id: string;
  readonly type?: string | undefined;
  /** When the event became true, from what the envelope has for its time; it may throw an UnreadableEventError. */
  readonly timeOf: (time: unknown, eventId: string) => Instant;
}

const text = z.catch(z.nullish(z.string().check(z.minLength(1))), undefined);
const textOrNumber = z.catch(
  z.nullish(z.union([z.string().check(z.minLength(1)), z.pipe(z.number(), z.transform(String))])),
  undefined,
);
/** Producers in five languages: what we do not depend on may be missing, null or of another type. */
const envelopeSchema = z.looseObject({
  id: textOrNumber,
  type: text,
  time: z.optional(z.unknown()),
  subject: text,
  sequence: textOrNumber,
  data: z.optional(z.unknown()),
});

/**
 * Reads a CloudEvents envelope of one of `types`, from any of the services' languages.
 * @throws UnreadableEventError naming what is wrong with it, without its contents
 */
export const readEvent = <T extends EventType>(
  envelope: unknown,
  types: readonly T[],
  defaults: EnvelopeDefaults,
): AnyEvent<T> => {
  const read = check(envelopeSchema, envelope, 'envelope');
  const named = read.type ?? defaults.type;
  const type = types.find((candidate) => candidate === named);
  if (!type) {
    const told = named === undefined ? 'none' : `"${excerptOf(named)}"`;
    throw new UnreadableEventError(`Event type ${told} is none of ${types.join(', ')}.`);
  }
  const id = usableEventId(read.id ?? defaults.id);
  const data = check(DATA_SCHEMAS[type], read.data, `data of ${type}`);
  return {
    id,
    type,
    time: defaults.timeOf(read.time, id),
    subject: usable(read.subject),
    sequence: usable(read.sequence),
    data,
    headers: readHeaders(read),
  } as AnyEvent<T>;
};

/** Left out where it is more than a product's id or version can be. */
const usable = (value: string | null | undefined): string | undefined =>
  value && value === usableEventId(value) ? value : undefined;

const check = <S extends z.ZodMiniType>(schema: S, value: unknown, what: string): z.output<S> => {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new UnreadableEventError(`The ${what} is malformed: ${z.prettifyError(result.error)}`);
};
