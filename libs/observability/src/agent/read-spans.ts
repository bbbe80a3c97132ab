import { decode } from '@msgpack/msgpack';

/** Ids of another span in W3C format: 32 and 16 hexadecimal digits. */
export interface SpanReference {
  readonly traceId: string;
  readonly spanId: string;
}

export interface ReceivedSpan extends SpanReference {
  /** Absent for a root span of this process. */
  readonly parentId?: string;
  readonly name: string;
  readonly resource: string;
  readonly service: string;
  /** Milliseconds since 1970, with a fraction. */
  readonly start: number;
  /** Milliseconds. */
  readonly duration: number;
  readonly isError: boolean;
  /** Datadog's `meta` (text) and `metrics` (numbers) together. */
  readonly tags: Readonly<Record<string, string | number>>;
  readonly links: readonly SpanReference[];
}

/** Wire format of a span. @see https://github.com/DataDog/dd-trace-js/blob/master/packages/dd-trace/src/encode/0.4.js */
interface EncodedSpan {
  readonly trace_id: number | bigint;
  readonly span_id: number | bigint;
  readonly parent_id: number | bigint;
  readonly name: string;
  readonly resource: string;
  readonly service: string;
  readonly start: number | bigint;
  readonly duration: number | bigint;
  readonly error: number;
  readonly meta: Readonly<Record<string, string>>;
  readonly metrics: Readonly<Record<string, number>>;
}

/** Decodes the body of a request to `/v0.4/traces`: a list of traces, each a list of spans. */
export const readSpans = (body: Uint8Array): ReceivedSpan[] =>
  (decode(body, { useBigInt64: true }) as EncodedSpan[][]).flatMap((chunk) => {
    // Only the first span contains the upper half of the trace id.
    const upper = chunk.find(({ meta }) => meta['_dd.p.tid'])?.meta['_dd.p.tid'] ?? '0'.repeat(16);
    return chunk.map((span) => spanOf(span, upper));
  });

const spanOf = (span: EncodedSpan, upperTraceId: string): ReceivedSpan => {
  const { '_dd.span_links': links = '[]', ...meta } = span.meta;
  return {
    traceId: upperTraceId + hexadecimal(span.trace_id),
    spanId: hexadecimal(span.span_id),
    ...(Number(span.parent_id) !== 0 && { parentId: hexadecimal(span.parent_id) }),
    name: span.name,
    resource: span.resource,
    service: span.service,
    start: Number(span.start) / 1e6,
    duration: Number(span.duration) / 1e6,
    isError: span.error === 1,
    tags: { ...meta, ...span.metrics },
    links: (JSON.parse(links) as { trace_id: string; span_id: string }[]).map(({ trace_id, span_id }) => ({
      traceId: trace_id,
      spanId: span_id,
    })),
  };
};

const hexadecimal = (id: number | bigint): string => id.toString(16).padStart(16, '0');
