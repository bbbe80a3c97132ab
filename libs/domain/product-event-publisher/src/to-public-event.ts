import type { DeriveEventId, Event, ProductEventType, PublicEventType } from '@product-service/events';

const PUBLIC_TYPE = {
  'product.productCreated': 'product.productCreated.v1',
  'product.productUpdated': 'product.productUpdated.v1',
  'product.productDeleted': 'product.productDeleted.v1',
} as const satisfies Record<ProductEventType, PublicEventType>;

/**
 * Makes the public event of a private one. It contains only the product id, so that the private data may change;
 * consumers read the rest from the API. Time, subject and sequence are copied. A repeat of the private event gives the
 * same public id.
 */
export const toPublicEvent =
  ({ deriveId }: { deriveId: DeriveEventId }) =>
  (event: Event<ProductEventType>): Event<PublicEventType> => {
    const type = PUBLIC_TYPE[event.type];
    return {
      id: deriveId(event.id, type),
      type,
      time: event.time,
      subject: event.subject ?? event.data.productId,
      sequence: event.sequence,
      data: { productId: event.data.productId },
      headers: {},
    };
  };
