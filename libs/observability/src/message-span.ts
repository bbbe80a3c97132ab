import { cutError, cutText, type Headers } from '@product-service/events';
import type { Span } from 'dd-trace';
import { ATTRIBUTE, SYSTEM, type Transport } from './attributes.js';
import { linksTo } from './span-link.js';
import { tracer } from './tracer.js';

/** What is done with a message, with the type and the kind of span that OpenTelemetry gives it. */
const OPERATION = {
  create: { [ATTRIBUTE.operationType]: 'create', [ATTRIBUTE.spanKind]: 'producer' },
  publish: { [ATTRIBUTE.operationType]: 'send', [ATTRIBUTE.spanKind]: 'producer' },
  process: { [ATTRIBUTE.operationType]: 'process', [ATTRIBUTE.spanKind]: 'consumer' },
} as const;

export interface MessageSpanOptions {
  readonly operation: keyof typeof OPERATION;
  readonly via: Transport;
  /** Type of the event, or what to call it if it has none. */
  readonly type: string;
  readonly tags: Readonly<Record<string, unknown>>;
}

/**
 * Starts a span for one message, below the active one: within a function's run, what leads to what is parent and
 * child. Whoever starts it finishes it.
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

/** Ids and names come from whoever sends messages. */
const cut = (tags: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    Object.entries(tags).map(([name, value]) => [
      name,
      typeof value === 'string' ? cutText(value, MAX_TAG_LENGTH) : value,
    ]),
  );

/**
 * Runs something within a message's span, which links to the span that these headers tell of. An error is shown once,
 * on the span of the step that failed: those around it, which only pass it on, show the outcome `failed`.
 */
export const inMessageSpan = async <T>(
  options: MessageSpanOptions,
  cause: Headers,
  run: (span: Span) => Promise<T>,
): Promise<T> => {
  const around = tracer.scope().active();
  const span = startMessageSpan(options);
  try {
    return await tracer.scope().activate(span, () => run(span));
  } catch (error) {
    const isShown = errorsBelow.get(span) === error;
    span.addTags({ [ATTRIBUTE.outcome]: 'failed', ...(!isShown && errorTags(error)) });
    if (around) errorsBelow.set(around, error);
    throw error;
  } finally {
    // Not earlier: the tracer's own spans, of the database and of the SDK, would take over the links of their parent.
    for (const link of linksTo(cause)) span.addLink(link);
    span.finish();
  }
};

/** The last error that a span below this one has shown. */
const errorsBelow = new WeakMap<Span, unknown>();

const errorTags = (error: unknown) => {
  if (!(error instanceof Error))
    return { error: true, [ATTRIBUTE.errorMessage]: cutText(String(error), MAX_TAG_LENGTH) };
  const { name, message, stack } = cutError(error);
  return { [ATTRIBUTE.errorType]: name, [ATTRIBUTE.errorMessage]: message, [ATTRIBUTE.errorStack]: stack };
};
