import {
  cutText,
  excerptOf,
  type AnyEvent,
  type ClassifiedError,
  type EventType,
  type Instant,
} from '@product-service/events';
import * as z from 'zod/mini';
import { DATA_SCHEMAS, productId } from './data-schemas.js';
import { normalizeEventId } from './derive-event-id.js';
import { readHeaders } from './read-headers.js';

const MAX_MESSAGE_LENGTH = 1_000;

/** The message is not a readable event for this consumer. A retry gives the same error. */
export class UnreadableEventError extends Error implements ClassifiedError {
  override readonly name = 'UnreadableEventError';
  readonly failureKind = 'permanent';

  constructor(message: string) {
    super(cutText(message, MAX_MESSAGE_LENGTH));
  }
}

/** Values from the transport, for fields that the envelope lacks. */
export interface EnvelopeDefaults {
  readonly id: string;
  readonly type?: string | undefined;
  /** Determines the event time from the envelope's `time`. May throw an UnreadableEventError. */
  readonly timeOf: (time: unknown, eventId: string) => Instant;
}

const text = z.string().check(z.minLength(1));
const number = z.pipe(z.number(), z.transform(String));
const optional = <S extends z.ZodMiniType>(schema: S) => z.catch(z.nullish(schema), undefined);
/** Producers use five languages: optional fields may be missing, null or of another type. */
const envelopeSchema = z.looseObject({
  id: optional(z.union([text, number])),
  type: optional(text),
  time: z.optional(z.unknown()),
  subject: optional(productId),
  sequence: optional(z.union([productId, number])),
  data: z.optional(z.unknown()),
});

/**
 * Reads a CloudEvents envelope of one of `types`, tolerating the differences between producers.
 * @throws UnreadableEventError with the reason, without contents of the message
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
    const description = named === undefined ? 'An event without a type' : `Event type "${excerptOf(named)}"`;
    throw new UnreadableEventError(`${description} is none of ${types.join(', ')}.`);
  }
  const id = normalizeEventId(read.id ?? defaults.id);
  const data = check(DATA_SCHEMAS[type], read.data, `data of ${type}`);
  return {
    id,
    type,
    time: defaults.timeOf(read.time, id),
    subject: read.subject ?? undefined,
    sequence: read.sequence ?? undefined,
    data,
    headers: readHeaders(read),
  } as AnyEvent<T>;
};

/** An invalid message may have 100,000 issues. */
const MAX_ISSUES = 5;

const check = <S extends z.ZodMiniType>(schema: S, value: unknown, what: string): z.output<S> => {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issues = result.error.issues.slice(0, MAX_ISSUES);
  throw new UnreadableEventError(`The ${what} is malformed: ${z.prettifyError({ issues })}`);
};
