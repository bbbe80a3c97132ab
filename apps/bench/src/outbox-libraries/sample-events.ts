import { randomUUID } from 'node:crypto';
import { instantOf } from '@product-service/events';
import type { ProductEvent } from '@product-service/product';

/** Updates of some products. All events of a product are saved before those of the next one. */
export const sampleEvents = (products: number, eventsEach: number): ProductEvent[] =>
  Array.from({ length: products * eventsEach }, (_, index) => {
    const version = (index % eventsEach) + 1;
    const productId = `PRODUCT${Math.floor(index / eventsEach)}`;
    const details = { name: 'Flat White', price: version };
    return {
      id: randomUUID(),
      type: 'product.productUpdated',
      time: instantOf(new Date(1_700_000_000_000 + index)),
      subject: productId,
      sequence: String(version),
      data: { productId, previous: details, new: { ...details, price: version + 1 } },
      headers: { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' },
    };
  });
