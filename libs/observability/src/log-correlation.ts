import { subscribe } from 'node:diagnostics_channel';
import { tracer } from './tracer.js';

/**
 * Adds to each line of the log, as `dd`, the trace and the span it was written in: the logger hands out the fields of
 * every line on this channel, and knows nothing of who listens.
 */
subscribe('product-service:log', (fields) => {
  const span = tracer.scope().active();
  if (span) tracer.inject(span, 'log', fields);
});
