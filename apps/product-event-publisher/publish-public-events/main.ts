import { deriveEventId } from '@product-service/cloud-events';
import { eventSource, readPublicEventVersions, readVariable } from '@product-service/environment';
import { eventBridgeEventPublisher } from '@product-service/eventbridge';
import { PRODUCT_EVENTS, type AnyPublicEventType } from '@product-service/events';
import { deliveryScope, tracedPublisher } from '@product-service/observability';
import { publishPublicEvents } from '@product-service/product-event-publisher';
import { consumedQueue, eventConsumer } from '@product-service/sqs';

const publisher = tracedPublisher<AnyPublicEventType>({
  via: 'eventbridge',
  publisher: eventBridgeEventPublisher({
    bus: readVariable('EVENT_BUS_NAME'),
    source: eventSource(readVariable('ENV')),
  }),
});

export const handler = eventConsumer({
  types: PRODUCT_EVENTS,
  handle: publishPublicEvents({
    publisher,
    deriveId: deriveEventId,
    versions: readPublicEventVersions(),
  }),
  scope: deliveryScope,
  queue: consumedQueue({
    queueUrl: readVariable('QUEUE_URL'),
    deadLetterQueueUrl: readVariable('DEAD_LETTER_QUEUE_URL'),
  }),
});
