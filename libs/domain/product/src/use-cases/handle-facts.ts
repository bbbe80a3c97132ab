import type { Clock, Event } from '@product-service/events';
import { DomainError } from '../domain-error.js';
import type { ProductRepository } from '../ports/product-repository.js';

/** `outdated`: a newer fact was applied before. `unknown-product`: the product does not exist or is deleted. */
export type FactOutcome = 'applied' | 'outdated' | 'unknown-product';

type Dependencies = { products: Pick<ProductRepository, 'update'>; now: Clock };

/**
 * Applies the price brackets that the pricing service calculated.
 * @throws DomainError product/invalid-price-brackets, product/write-conflict, product/outcome-unknown
 */
export const handlePricingChanged =
  ({ products, now }: Dependencies) =>
  ({ id, time, data }: Event<'product.pricingChanged'>): Promise<FactOutcome> =>
    ignoreUnknownProduct(
      products.update(data.productId, (product) =>
        product.applyPricing(data.priceBrackets, { time, eventId: id }, now()),
      ),
    );

/**
 * Applies the stock level that the inventory service counted.
 * @throws DomainError product/invalid-stock-level, product/write-conflict, product/outcome-unknown
 */
export const handleStockUpdated =
  ({ products, now }: Dependencies) =>
  ({ id, time, data }: Event<'product.stockUpdated'>): Promise<FactOutcome> =>
    ignoreUnknownProduct(
      products.update(data.productId, (product) =>
        product.applyStock(data.stockLevel, { time, eventId: id }, now()),
      ),
    );

/** Retrying would not help if the product is unknown, so this is an outcome and not an error. */
const ignoreUnknownProduct = async (
  update: Promise<{ outcome: 'applied' | 'outdated' }>,
): Promise<FactOutcome> => {
  try {
    return (await update).outcome;
  } catch (error) {
    if (error instanceof DomainError && error.code === 'product/not-found') return 'unknown-product';
    throw error;
  }
};
