import { CHANGE_EVENTS, PUBLIC_EVENTS_BY_VERSION, type Event, type Headers } from '@product-service/events';
import type { Span } from 'dd-trace';
import type { Transport } from './attributes.js';
import { sendCheckpoints } from './checkpoint-sending.js';
import { tracer } from './tracer.js';

/** Undefined if tracing is switched off (`DD_TRACE_ENABLED`), although the tracer's type says otherwise. */
const dataStreams = (): typeof tracer.dataStreamsCheckpointer | undefined => tracer.dataStreamsCheckpointer;

/*
 * Both kinds of checkpoint replace the current pathway of the asynchronous scope: each message needs its own scope, i.e. its
 * own active span.
 */

/**
 * Sets a produce checkpoint and returns the headers that propagate trace and pathway: `traceparent` of the span, and the
 * pathway context of Data Streams Monitoring. The envelope's `_datadog` contains exactly these headers.
 */
export const producedHeaders = (via: Transport, eventType: string, span: Span): Headers => {
  const checkpoints = dataStreams();
  if (!checkpoints) return {};
  const pathway: Record<string, string> = {};
  checkpoints.setProduceCheckpoint(via, eventType, pathway);
  sendCheckpoints();
  return { ...pathway, traceparent: span.context().toTraceparent() };
};

/** `tracestate` of the span: the sampling decision, for vendors that continue the trace. Only the tracer's injection makes it. */
export const traceStateOf = (span: Span): Headers => {
  const carrier: Record<string, string> = {};
  tracer.inject(span, 'text_map', carrier);
  const { tracestate } = carrier;
  return tracestate ? { tracestate } : {};
};

/** Sets a consume checkpoint for a message with these headers. Starts a new pathway if they contain none. */
export const consumedFrom = (via: Transport, eventType: string, headers: Headers): void => {
  dataStreams()?.setConsumeCheckpoint(via, eventType, { ...headers });
  sendCheckpoints();
};

const TRACKED_TYPES: readonly string[] = [
  ...CHANGE_EVENTS,
  ...Object.values(PUBLIC_EVENTS_BY_VERSION).flat(),
];

/**
 * Records a step of a product change on its way to the public event. One change is one transaction, e.g. `FLATWHITE@3`:
 * the outbox entry, the private and the public event all contain product id and version. An announcement has the version of the
 * last change and is no step of it.
 */
export const trackChange = (
  operation: string,
  { type, subject, sequence }: Pick<Event, 'type' | 'subject' | 'sequence'>,
  span: Span,
): void => {
  if (!TRACKED_TYPES.includes(type) || subject === undefined || sequence === undefined) return;
  dataStreams()?.trackTransaction(`${subject}@${sequence}`, `${operation} ${type}`, span);
  sendCheckpoints();
};
