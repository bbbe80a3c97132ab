import type { Span } from './journey.js';

/** In UTF-16 units. */
const MAXIMUM_LENGTH = 1_000;
const MAXIMUM_TAGS = 60;

/**
 * Not shown: captured payloads, which are most of a span's size, and what the tracer says about itself, about its process and
 * about the environment, which is the same for all spans.
 */
const OMITTED =
  /^(function\.(request|response)\b|_|runtime-id$|process_id$|language$|datadog_lambda$|dd_trace$|dd_resource_key$|resource_names$|operation_name$|service$|env$|version$|receipt_handle$)/;

/** Only what is shown of a span: a tracer sends ten times as much. */
export const reducedSpan = (span: Span): Span => ({
  traceId: span.traceId,
  spanId: span.spanId,
  ...(span.parentId !== undefined && { parentId: span.parentId }),
  name: shortText(span.name),
  resource: shortText(span.resource),
  start: span.start,
  duration: span.duration,
  isError: span.isError,
  tags: Object.fromEntries(
    Object.entries(span.tags)
      .filter(([name]) => !OMITTED.test(name))
      .slice(0, MAXIMUM_TAGS)
      .map(([name, value]) => [shortText(name), typeof value === 'string' ? shortText(value) : value]),
  ),
  links: span.links.map(({ traceId, spanId }) => ({ traceId, spanId })),
});

/** The beginning of a text that is to be kept for long. */
export const shortText = (text: string): string => {
  if (text.length <= MAXIMUM_LENGTH) return text;
  // A copy: a part of a string keeps the whole string in memory.
  return structuredClone(`${text.slice(0, MAXIMUM_LENGTH - 1)}…`);
};
