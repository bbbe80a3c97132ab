import { systemClock } from '@product-service/environment';
import { deliveryScope } from '@product-service/observability';
import { handlePricingChanged } from '@product-service/product';
import { eventConsumer } from '@product-service/sqs';
import { untoldProducts } from '../products.js';

export const handler = eventConsumer({
  types: ['product.pricingChanged'],
  handle: handlePricingChanged({ products: untoldProducts(), now: systemClock }),
  scope: deliveryScope,
});
