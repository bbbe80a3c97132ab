import { PRODUCT_EVENTS, PUBLIC_EVENTS, type Event, type Headers } from '@product-service/events';
import type { Span } from 'dd-trace';
import type { Transport } from './attributes.js';
import { tracer } from './tracer.js';

/** Absent where tracing is switched off (`DD_TRACE_ENABLED`), whatever its type says. */
const dataStreams = (): typeof tracer.dataStreamsCheckpointer | undefined => tracer.dataStreamsCheckpointer;

/*
 * Both kinds of checkpoint change what is current in the asynchronous scope they are called in: each message needs a
 * scope, that is a span, of its own.
 */

/**
 * Sets a produce checkpoint and gives the headers that carry trace and pathway on: `traceparent` of the span, and the
 * context of Data Streams Monitoring. The envelope's `_datadog` is these headers, and nothing else.
 */
export const producedHeaders = (via: Transport, eventType: string, span: Span): Headers => {
  const checkpoints = dataStreams();
  if (!checkpoints) return {};
  const pathway: Record<string, string> = {};
  checkpoints.setProduceCheckpoint(via, eventType, pathway);
  return { ...pathway, traceparent: span.context().toTraceparent() };
};

/** Sets a consume checkpoint for a message with these headers; without a pathway in them, a new one begins. */
export const consumedFrom = (via: Transport, eventType: string, headers: Headers): void => {
  dataStreams()?.setConsumeCheckpoint(via, eventType, { ...headers });
};

const TOLD_TYPES: readonly string[] = [...PRODUCT_EVENTS, ...PUBLIC_EVENTS];

/**
 * Notes how far the news of a product's creation, update or deletion has come. One change is one transaction, e.g.
 * `FLATWHITE@3`: product and version are what the outbox, the private and the public event have in common.
 */
export const trackChange = (
  operation: string,
  { type, subject, sequence }: Pick<Event, 'type' | 'subject' | 'sequence'>,
  span: Span,
): void => {
  if (!TOLD_TYPES.includes(type) || subject === undefined || sequence === undefined) return;
  dataStreams()?.trackTransaction(`${subject}@${sequence}`, `${operation} ${type}`, span);
};
