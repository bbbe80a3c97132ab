import { subscribe } from 'node:diagnostics_channel';
import { tracer } from './tracer.js';

/**
 * Adds the active trace and span to each log line, as `dd`. The logger publishes the fields of every line on this diagnostics
 * channel, and does not depend on its subscribers.
 */
subscribe('product-service:log', (fields) => {
  const span = tracer.scope().active();
  if (span) tracer.inject(span, 'log', fields);
});
