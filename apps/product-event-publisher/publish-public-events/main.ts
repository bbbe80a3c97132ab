import { deriveEventId } from '@product-service/cloud-events';
import { eventSource, readVariable } from '@product-service/environment';
import { eventBridgeEventPublisher } from '@product-service/eventbridge';
import { PRODUCT_EVENTS, type PublicEventType } from '@product-service/events';
import { deliveryScope, tracedPublisher } from '@product-service/observability';
import { toPublicEvent } from '@product-service/product-event-publisher';
import { consumedQueue, eventConsumer } from '@product-service/sqs';

const bus = tracedPublisher<PublicEventType>({
  via: 'eventbridge',
  publisher: eventBridgeEventPublisher({
    bus: readVariable('EVENT_BUS_NAME'),
    source: eventSource(readVariable('ENV')),
  }),
});
const publicEvent = toPublicEvent({ deriveId: deriveEventId });

export const handler = eventConsumer({
  types: PRODUCT_EVENTS,
  handle: (event) => bus.publish(publicEvent(event)),
  scope: deliveryScope,
  queue: consumedQueue({
    queueUrl: readVariable('QUEUE_URL'),
    deadLetterQueueUrl: readVariable('DEAD_LETTER_QUEUE_URL'),
  }),
});
