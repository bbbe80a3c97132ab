import type {
  DeriveEventId,
  Event,
  EventCatalogue,
  FactEventType,
  IncomingEventType,
} from '@product-service/events';

/** What translating needs from outside: ids that a repeat of the same event gets again. */
export interface TranslationContext {
  readonly deriveId: DeriveEventId;
}

type Translate<I extends IncomingEventType, P extends FactEventType> = (
  context: TranslationContext,
) => (incoming: Event<I>) => Event<P>;

/** The pricing service's words in ours. */
export const translatePricingCalculated: Translate<
  'pricing.pricingCalculated.v1',
  'product.pricingChanged'
> = (context) => (incoming) => {
  const { productId, priceBrackets } = incoming.data;
  return factFrom(context, incoming, 'product.pricingChanged', { productId, priceBrackets });
};

/** The inventory service's words in ours. */
export const translateStockUpdated: Translate<'inventory.stockUpdated.v1', 'product.stockUpdated'> =
  (context) => (incoming) => {
    const { productId, newStockLevel } = incoming.data;
    return factFrom(context, incoming, 'product.stockUpdated', { productId, stockLevel: newStockLevel });
  };

/** The private fact keeps the time the incoming one was true: the product takes the newest for right. */
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
