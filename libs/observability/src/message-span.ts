import { cutError, cutText, type Headers } from '@product-service/events';
import type { Span } from 'dd-trace';
import { ATTRIBUTE, SYSTEM, type Transport } from './attributes.js';
import { linksTo } from './span-link.js';
import { tracer } from './tracer.js';

/** Operations on a message, with OpenTelemetry's operation type and span kind. */
const OPERATION = {
  create: { [ATTRIBUTE.operationType]: 'create', [ATTRIBUTE.spanKind]: 'producer' },
  publish: { [ATTRIBUTE.operationType]: 'send', [ATTRIBUTE.spanKind]: 'producer' },
  process: { [ATTRIBUTE.operationType]: 'process', [ATTRIBUTE.spanKind]: 'consumer' },
} as const;

export interface MessageSpanOptions {
  readonly operation: keyof typeof OPERATION;
  readonly via: Transport;
  /** Type of the event, or a description if the type is unknown. */
  readonly type: string;
  readonly tags: Readonly<Record<string, unknown>>;
}

/**
 * Starts a span for one message, as a child of the active span: within one run of a function, cause and effect are parent and
 * child. The caller must finish it.
 */
export const startMessageSpan = ({ operation, via, type, tags }: MessageSpanOptions): Span => {
  const active = tracer.scope().active();
  return tracer.startSpan(`messaging.${operation}`, {
    ...(active && { childOf: active }),
    tags: {
      [ATTRIBUTE.resource]: `${operation} ${type}`,
      [ATTRIBUTE.spanType]: 'queue',
      ...OPERATION[operation],
      [ATTRIBUTE.operationName]: operation,
      [ATTRIBUTE.system]: SYSTEM[via],
      [ATTRIBUTE.destination]: type,
      [ATTRIBUTE.messageType]: type,
      ...cut(tags),
    },
  });
};

const MAX_TAG_LENGTH = 1_000;

/** Limits text that senders choose, e.g. ids and names. */
const cut = (tags: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    Object.entries(tags).map(([name, value]) => [
      name,
      typeof value === 'string' ? cutText(value, MAX_TAG_LENGTH) : value,
    ]),
  );

/**
 * Runs a function within a message's span, which links to the span that the headers name. An error is recorded once, on the
 * span of the failed step. The spans around it only get the outcome `failed`.
 */
export const inMessageSpan = async <T>(
  options: MessageSpanOptions,
  cause: Headers,
  run: (span: Span) => Promise<T>,
): Promise<T> => {
  const parent = tracer.scope().active();
  const span = startMessageSpan(options);
  try {
    return await tracer.scope().activate(span, () => run(span));
  } catch (error) {
    const isRecorded = childErrors.get(span) === error;
    span.addTags({ [ATTRIBUTE.outcome]: 'failed', ...(!isRecorded && errorTags(error)) });
    if (parent) childErrors.set(parent, error);
    throw error;
  } finally {
    // Not earlier: the tracer's own child spans (database, SDK) would inherit the links.
    for (const link of linksTo(cause)) span.addLink(link);
    span.finish();
  }
};

/** For each span, the last error that a child span has recorded. */
const childErrors = new WeakMap<Span, unknown>();

const errorTags = (error: unknown) => {
  if (!(error instanceof Error))
    return { error: true, [ATTRIBUTE.errorMessage]: cutText(String(error), MAX_TAG_LENGTH) };
  const { name, message, stack } = cutError(error);
  return { [ATTRIBUTE.errorType]: name, [ATTRIBUTE.errorMessage]: message, [ATTRIBUTE.errorStack]: stack };
};
