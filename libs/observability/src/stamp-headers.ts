import type { Event, Headers } from '@product-service/events';
import { ATTRIBUTE } from './attributes.js';
import { producedHeaders, trackChange } from './checkpoints.js';
import { startMessageSpan } from './message-span.js';
import { sizeOf } from './size.js';
import { tracer } from './tracer.js';

/** First instrumentation point, the outbox: headers that an event carries from the request that caused it to the relay. */
export const stampHeaders = (event: Omit<Event, 'time' | 'headers'>): Headers => {
  const { id, type, data } = event;
  const span = startMessageSpan({
    operation: 'create',
    via: 'outbox',
    type,
    tags: {
      [ATTRIBUTE.messageId]: id,
      [ATTRIBUTE.productId]: data.productId,
      [ATTRIBUTE.bodySize]: sizeOf(data),
    },
  });
  const headers = tracer.scope().activate(span, () => producedHeaders('outbox', type, span));
  trackChange('create', event, span);
  span.finish();
  return headers;
};
