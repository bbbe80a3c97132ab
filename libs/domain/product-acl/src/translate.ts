import type {
  DeriveEventId,
  Event,
  EventCatalogue,
  FactEventType,
  IncomingEventType,
} from '@product-service/events';

/** Dependencies of a translation. */
export interface TranslationContext {
  /** Gives a redelivered event the same id again. */
  readonly deriveId: DeriveEventId;
}

type Translate<I extends IncomingEventType, P extends FactEventType> = (
  context: TranslationContext,
) => (incoming: Event<I>) => Event<P>;

/** Translates the pricing service's event into our private event. */
export const translatePricingCalculated: Translate<
  'pricing.pricingCalculated.v1',
  'product.pricingChanged'
> = (context) => (incoming) => {
  const { productId, priceBrackets } = incoming.data;
  return factFrom(context, incoming, 'product.pricingChanged', { productId, priceBrackets });
};

/** Translates the inventory service's event into our private event. */
export const translateStockUpdated: Translate<'inventory.stockUpdated.v1', 'product.stockUpdated'> =
  (context) => (incoming) => {
    const { productId, newStockLevel } = incoming.data;
    return factFrom(context, incoming, 'product.stockUpdated', { productId, stockLevel: newStockLevel });
  };

/** The private event keeps the time of the incoming one: the product applies the newest fact. */
const factFrom = <P extends FactEventType>(
  { deriveId }: TranslationContext,
  incoming: Event,
  type: P,
  data: EventCatalogue[P] & { readonly productId: string },
): Event<P> => ({
  id: deriveId(incoming.id, type),
  type,
  time: incoming.time,
  subject: data.productId,
  data,
  headers: {},
});
