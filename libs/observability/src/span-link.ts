import type { Headers } from '@product-service/events';
import type { SpanContext } from 'dd-trace';

/** What the tracer reads of a span that it did not start itself. */
interface LinkedSpan extends SpanContext {
  toTraceId(hexadecimal?: boolean): string;
  toSpanId(hexadecimal?: boolean): string;
}

/** W3C trace context, version 00: no other is known. Ids of zeros are none. */
const TRACEPARENT = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})$/;

/**
 * A link to the span that sent a message, or none if the message does not tell. The context is made by hand, as
 * extracting is switched off in consumers: it would make each batch the child of its first message.
 */
export const linksTo = ({ traceparent = '' }: Headers): { context: LinkedSpan }[] => {
  const [, traceId, spanId] = TRACEPARENT.exec(traceparent) ?? [];
  if (!traceId || !spanId) return [];
  const context: LinkedSpan = {
    toTraceId: (hexadecimal) => (hexadecimal ? traceId : decimalOf(traceId.slice(16))),
    toSpanId: (hexadecimal) => (hexadecimal ? spanId : decimalOf(spanId)),
    toTraceparent: () => traceparent,
  };
  return [{ context }];
};

const decimalOf = (hexadecimal: string): string => BigInt(`0x${hexadecimal}`).toString();
