import {
  parseInstant,
  type AnyEvent,
  type ClassifiedError,
  type EventType,
  type Headers,
  type Instant,
} from '@product-service/events';
import * as z from 'zod/mini';
import { DATA_SCHEMAS } from './data-schemas.js';

/** A message that is not an event this consumer can read. Reading it again gives the same. */
export class UnreadableEventError extends Error implements ClassifiedError {
  override readonly name = 'UnreadableEventError';
  readonly failureKind = 'permanent';
}

/** What the transport says of an event, for envelopes that do not say it themselves. */
export interface EnvelopeDefaults {
  readonly id: string;
  readonly type?: string | undefined;
  readonly time: Instant;
}

/** The carrier key of Datadog's data-stream context. */
const PATHWAY_KEY = 'dd-pathway-ctx-base64';

const text = z.catch(z.nullish(z.string().check(z.minLength(1))), undefined);
const sequence = z.union([z.string(), z.pipe(z.number(), z.transform(String))]);
/** Producers in five languages: what we do not depend on may be missing, null or of another type. */
const envelopeSchema = z.object({
  id: text,
  type: text,
  time: text,
  subject: text,
  sequence: z.catch(z.nullish(sequence), undefined),
  traceparent: text,
  [PATHWAY_KEY]: text,
  _datadog: z.catch(z.nullish(z.record(z.string(), z.unknown())), undefined),
  data: z.unknown(),
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
  const { id, type, time, subject, sequence, data, ...context } = check(envelopeSchema, envelope, 'envelope');
  const named = type ?? defaults.type;
  const known = types.find((candidate) => candidate === named);
  if (!known)
    throw new UnreadableEventError(`Event type ${JSON.stringify(named)} is none of ${types.join(', ')}.`);
  return {
    id: id ?? defaults.id,
    type: known,
    time: (time && parseInstant(time)) || defaults.time,
    subject: subject ?? undefined,
    sequence: sequence ?? undefined,
    data: check(DATA_SCHEMAS[known], data, `data of ${known}`),
    headers: headersOf(context),
  } as AnyEvent<T>;
};

const check = <S extends z.ZodMiniType>(schema: S, value: unknown, what: string): z.output<S> => {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new UnreadableEventError(`The ${what} is malformed: ${z.prettifyError(result.error)}`);
};

const headersOf = ({ traceparent, _datadog, ...rest }: Partial<z.output<typeof envelopeSchema>>): Headers => {
  const strings = Object.entries(_datadog ?? {}).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return {
    ...(rest[PATHWAY_KEY] && { [PATHWAY_KEY]: rest[PATHWAY_KEY] }),
    ...Object.fromEntries(strings),
    ...(traceparent && { traceparent }),
  };
};
