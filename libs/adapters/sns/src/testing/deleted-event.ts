import { instantOf, type Event } from '@product-service/events';

/** The event of a deleted product. */
export const deletedEvent = (productId: string): Event<'product.productDeleted'> => ({
  id: `deleted-${productId}`,
  type: 'product.productDeleted',
  time: instantOf(new Date('2026-11-22T09:30:00Z')),
  subject: productId,
  sequence: '2',
  data: { productId },
  headers: { traceparent: '00-1-2-01' },
});
