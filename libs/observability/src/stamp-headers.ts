import type { EventType, Headers } from '@product-service/events';
import { ATTRIBUTE, SYSTEM } from './attributes.js';
import { producedHeaders } from './context-headers.js';
import { tracer } from './tracer.js';

/** First seam, the outbox: what an event carries with it from the request that caused it to the relay. */
export const stampHeaders = ({ type, subject }: { type: EventType; subject?: string | undefined }): Headers =>
  tracer.trace(
    'messaging.create',
    {
      resource: `create ${type}`,
      tags: {
        [ATTRIBUTE.spanKind]: 'producer',
        [ATTRIBUTE.system]: SYSTEM.outbox,
        [ATTRIBUTE.operationName]: 'create',
        [ATTRIBUTE.operationType]: 'create',
        [ATTRIBUTE.destination]: 'outbox',
        [ATTRIBUTE.messageType]: type,
        ...(subject !== undefined && { [ATTRIBUTE.productId]: subject }),
      },
    },
    () => producedHeaders('outbox', type),
  );
