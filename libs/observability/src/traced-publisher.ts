import type { EventPublisher, EventType } from '@product-service/events';
import { ATTRIBUTE, SYSTEM, type Transport } from './attributes.js';
import { consumedFrom, producedHeaders } from './context-headers.js';
import { linksTo } from './span-link.js';
import { tracer } from './tracer.js';

export interface TracedPublisherOptions<T extends EventType> {
  readonly publisher: EventPublisher<T>;
  readonly via: 'sns' | 'eventbridge';
  /** Set where the events come out of the outbox: their headers are then those stamped there. */
  readonly from?: 'outbox';
}

/** Second seam, publishing: a span for each event, whose context goes along in the event's headers. */
export const tracedPublisher = <T extends EventType>({
  publisher,
  via,
  from,
}: TracedPublisherOptions<T>): EventPublisher<T> => ({
  publish: (event) =>
    tracer.trace(
      'messaging.publish',
      {
        resource: `publish ${event.type}`,
        links: from ? linksTo(event.headers) : [],
        tags: {
          [ATTRIBUTE.spanKind]: 'producer',
          [ATTRIBUTE.system]: SYSTEM[via],
          [ATTRIBUTE.operationName]: 'publish',
          [ATTRIBUTE.operationType]: 'send',
          [ATTRIBUTE.destination]: event.type,
          [ATTRIBUTE.messageId]: event.id,
          [ATTRIBUTE.messageType]: event.type,
          ...(event.subject !== undefined && { [ATTRIBUTE.productId]: event.subject }),
        },
      },
      () => {
        if (from) consumedFrom(from, event.type, event.headers);
        return publisher.publish({ ...event, headers: producedHeaders(via satisfies Transport, event.type) });
      },
    ),
});
