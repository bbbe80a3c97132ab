import type { Headers } from '@product-service/events';
import type { SpanContext } from 'dd-trace';

/** The part of a span context that the tracer reads for a link. */
interface LinkedSpan extends SpanContext {
  toTraceId(hexadecimal?: boolean): string;
  toSpanId(hexadecimal?: boolean): string;
}

/** Ids of a producer's span: 128 and 64 bits, in hexadecimal. */
interface SpanIds {
  readonly traceId: string;
  readonly spanId: string;
}

/**
 * W3C trace context. All-zero ids and version ff are invalid, and versions after 00 may have additional fields.
 * @see https://www.w3.org/TR/trace-context/#versioning-of-traceparent
 */
const TRACEPARENT = /^(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-[0-9a-f]{2}(-.*)?$/;

const fromTraceparent = ({ traceparent = '' }: Headers): SpanIds | undefined => {
  const [, version, traceId, spanId, more] = TRACEPARENT.exec(traceparent.trim()) ?? [];
  if (!traceId || !spanId || (version === '00' && more !== undefined)) return undefined;
  return { traceId, spanId };
};

/** Datadog's own headers: decimal ids of 64 bits. The upper half of a trace id may be in the tags. */
const fromDatadog = (headers: Headers): SpanIds | undefined => {
  const lower = hexadecimalOf(headers['x-datadog-trace-id']);
  const spanId = hexadecimalOf(headers['x-datadog-parent-id']);
  if (!lower || !spanId) return undefined;
  const [, upper = '0'.repeat(16)] =
    /(?:^|,)_dd\.p\.tid=([0-9a-f]{16})(?:,|$)/.exec(headers['x-datadog-tags'] ?? '') ?? [];
  return { traceId: `${upper}${lower}`, spanId };
};

/**
 * A link to the span that sent a message; empty if the headers name none. Builds the context without the tracer, because
 * extraction is switched off in consumers: it would make each batch the child of its first message.
 */
export const linksTo = (headers: Headers): { context: LinkedSpan }[] => {
  const ids = fromTraceparent(headers) ?? fromDatadog(headers);
  if (!ids) return [];
  const { traceId, spanId } = ids;
  const context: LinkedSpan = {
    toTraceId: (hexadecimal) => (hexadecimal ? traceId : decimalOf(traceId.slice(16))),
    toSpanId: (hexadecimal) => (hexadecimal ? spanId : decimalOf(spanId)),
    toTraceparent: () => `00-${traceId}-${spanId}-01`,
  };
  return [{ context }];
};

const decimalOf = (hexadecimal: string): string => BigInt(`0x${hexadecimal}`).toString();

const MAX_ID = 2n ** 64n - 1n;

/** 16 hexadecimal digits; `undefined` if the input is not an id of 64 bits. */
const hexadecimalOf = (decimal = ''): string | undefined => {
  const digits = decimal.trim();
  if (!/^\d{1,20}$/.test(digits)) return undefined;
  const id = BigInt(digits);
  return id > 0n && id <= MAX_ID ? id.toString(16).padStart(16, '0') : undefined;
};
