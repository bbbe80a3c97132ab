import type { Headers } from '@product-service/events';
import { tracer } from './tracer.js';
import type { Transport } from './attributes.js';

/**
 * Sets a produce checkpoint and gives the headers that carry trace and pathway on: `traceparent` of the active span,
 * and the context of Data Streams Monitoring. Call it in a scope of its own: the checkpoint stays set there.
 */
export const producedHeaders = (transport: Transport, eventType: string): Headers => {
  const carrier: Record<string, string> = {};
  tracer.dataStreamsCheckpointer.setProduceCheckpoint(transport, eventType, carrier);
  const traceparent = tracer.scope().active()?.context().toTraceparent();
  return { ...carrier, ...(traceparent && { traceparent }) };
};

/** Sets a consume checkpoint for a message with these headers. */
export const consumedFrom = (transport: Transport, eventType: string, headers: Headers): void => {
  tracer.dataStreamsCheckpointer.setConsumeCheckpoint(transport, eventType, { ...headers });
};
