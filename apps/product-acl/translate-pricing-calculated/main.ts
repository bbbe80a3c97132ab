import { deriveEventId } from '@product-service/cloud-events';
import { readVariable } from '@product-service/environment';
import { deliveryScope } from '@product-service/observability';
import { translatePricingCalculated } from '@product-service/product-acl';
import { consumedQueue, eventConsumer } from '@product-service/sqs';
import { factPublisher } from '../fact-publisher.js';

const facts = factPublisher('product.pricingChanged');
const translate = translatePricingCalculated({ deriveId: deriveEventId });

export const handler = eventConsumer({
  types: ['pricing.pricingCalculated.v1'],
  handle: (event) => facts.publish(translate(event)),
  scope: deliveryScope,
  queue: consumedQueue({
    queueUrl: readVariable('QUEUE_URL'),
    deadLetterQueueUrl: readVariable('DEAD_LETTER_QUEUE_URL'),
  }),
});
