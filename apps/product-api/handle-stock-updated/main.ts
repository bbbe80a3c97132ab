import { readVariable, systemClock } from '@product-service/environment';
import { deliveryScope } from '@product-service/observability';
import { handleStockUpdated } from '@product-service/product';
import { consumedQueue, eventConsumer } from '@product-service/sqs';
import { productsWithoutNudge } from '../products.js';

export const handler = eventConsumer({
  types: ['product.stockUpdated'],
  handle: handleStockUpdated({ products: productsWithoutNudge(), now: systemClock }),
  scope: deliveryScope,
  queue: consumedQueue({
    queueUrl: readVariable('QUEUE_URL'),
    deadLetterQueueUrl: readVariable('DEAD_LETTER_QUEUE_URL'),
  }),
});
