import { readFileSync } from 'node:fs';
import type { ReceivedSpan } from '@product-service/observability/agent';
import type { Span } from '../span.js';

/** @param after id of the span that it links to. */
export const span = (
  spanId: string,
  resource: string,
  more: Partial<Span> & { parent?: string; after?: string } = {},
): Span => {
  const { parent, after, ...rest } = more;
  return {
    traceId: 'trace',
    spanId,
    ...(parent !== undefined && { parentId: parent }),
    name: 'messaging.process',
    resource,
    start: 1_000,
    duration: 5,
    isError: false,
    tags: {},
    links: after === undefined ? [] : [{ traceId: 'trace', spanId: after }],
    ...rest,
  };
};

export const run = (spanId: string, name: string, more: Parameters<typeof span>[2] = {}): Span =>
  span(spanId, `ProductService-${name}-local`, { name: 'aws.lambda', ...more });

/**
 * What the functions sent for one `POST /product` of FLATWHITE, by a client with a trace of its own, and for one stock fact about
 * it, in the order of arrival. With some of the tags.
 */
export const recordedSpans = (): readonly ReceivedSpan[] =>
  (
    JSON.parse(readFileSync(new URL('recorded.json', import.meta.url), 'utf8')) as {
      readonly spans: readonly ReceivedSpan[];
    }
  ).spans;
