import type { DeriveEventId, Event, ProductEventType, PublicEventType } from '@product-service/events';

const PUBLIC_TYPE = {
  'product.productCreated': 'product.productCreated.v1',
  'product.productUpdated': 'product.productUpdated.v1',
  'product.productDeleted': 'product.productDeleted.v1',
} as const satisfies Record<ProductEventType, PublicEventType>;

/**
 * What everyone may know of a private event: that it happened to which product. Details stay behind, so that they
 * may change; who needs them asks the API. Time, subject and sequence are the private event's, and a repeat of it
 * gives the same id again.
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
