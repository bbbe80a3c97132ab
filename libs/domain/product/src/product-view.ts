import type { PriceBracket } from '@product-service/events';
import type { ProductState } from './product.js';

/** A line of the catalogue, as clients see it. */
export interface ProductSummary {
  readonly productId: string;
  readonly name: string;
  readonly price: number;
  readonly stockLevel: number;
}

/** A whole product, as clients see it. */
export interface ProductView extends ProductSummary {
  readonly pricingBrackets: readonly PriceBracket[];
}

export const viewOf = ({ id, name, price, stockLevel, priceBrackets }: ProductState): ProductView => ({
  productId: id,
  name,
  price,
  stockLevel,
  pricingBrackets: priceBrackets,
});
