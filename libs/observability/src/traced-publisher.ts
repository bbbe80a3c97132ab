import { toMilliseconds, type EventPublisher, type EventType } from '@product-service/events';
import { ATTRIBUTE } from './attributes.js';
import { consumedFrom, producedHeaders, trackChange, traceStateOf } from './checkpoints.js';
import { inMessageSpan } from './message-span.js';
import { sizeOf } from './size.js';

export interface TracedPublisherOptions<T extends EventType> {
  readonly publisher: EventPublisher<T>;
  readonly via: 'sns' | 'eventbridge';
  /** Set if the events come from the outbox, with the headers of `stampHeaders`. */
  readonly from?: 'outbox';
}

/**
 * Second instrumentation point, publishing: a span per event, linked to the span that the event's headers name, if any. The
 * published event carries the new span's headers instead.
 */
export const tracedPublisher = <T extends EventType>({
  publisher,
  via,
  from,
}: TracedPublisherOptions<T>): EventPublisher<T> => ({
  publish: (event) => {
    const { id, type, time, data, headers } = event;
    const options = {
      operation: 'publish',
      via,
      type,
      tags: {
        [ATTRIBUTE.messageId]: id,
        [ATTRIBUTE.productId]: data.productId,
        [ATTRIBUTE.bodySize]: sizeOf(data),
        ...(from && { [ATTRIBUTE.messageAge]: Date.now() - toMilliseconds(time) }),
      },
    } as const;
    return inMessageSpan(options, headers, (span) => {
      if (from) consumedFrom(from, type, headers);
      trackChange('publish', event, span);
      return publisher.publish({
        ...event,
        headers: { ...producedHeaders(via, type, span), ...traceStateOf(span) },
      });
    });
  },
});
