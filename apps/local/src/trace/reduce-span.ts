import type { Span } from './span.js';

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
  tags: reducedTags(span.tags),
  links: span.links.map(({ traceId, spanId }) => ({ traceId, spanId })),
});

const reducedTags = (tags: Span['tags']): Span['tags'] => {
  const reduced: Record<string, string | number> = {};
  let count = 0;
  for (const name in tags) {
    const value = tags[name];
    if (value === undefined || OMITTED.test(name) || count >= MAXIMUM_TAGS) continue;
    reduced[shortText(name)] = typeof value === 'string' ? shortText(value) : value;
    count += 1;
  }
  return reduced;
};

/** The beginning of a text that is to be kept for long. */
export const shortText = (text: string): string => {
  if (text.length <= MAXIMUM_LENGTH) return text;
  // A copy: a part of a string keeps the whole string in memory.
  return structuredClone(`${text.slice(0, MAXIMUM_LENGTH - 1)}…`);
};
