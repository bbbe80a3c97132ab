import { instantOf, toEnvelope } from '@product-service/events';

/** The body of a message with the event `product.stockUpdated`. */
export const stockMessage = (productId: string): string =>
  JSON.stringify(
    toEnvelope(
      {
        id: `stock-${productId}`,
        type: 'product.stockUpdated',
        time: instantOf(new Date('2026-11-22T09:30:00Z')),
        data: { productId, stockLevel: 5 },
        headers: {},
      },
      'dev.products',
    ),
  );
