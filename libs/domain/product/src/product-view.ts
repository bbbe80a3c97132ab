import type { EveryField, PriceBracket, ProductDetails } from '@product-service/events';
import { detailsOf } from './product-details.js';
import type { ProductState } from './product.js';

/** A whole product, as clients see it. */
export interface ProductView extends ProductDetails {
  readonly productId: string;
  readonly stockLevel: number;
  readonly pricingBrackets: readonly PriceBracket[];
}

/** A line of the catalogue: without what is too large for a list of 1,000 products. */
export type ProductSummary = Omit<ProductView, 'pricingBrackets'>;

export const viewOf = (state: ProductState): EveryField<ProductView> => ({
  productId: state.id,
  ...detailsOf(state),
  stockLevel: state.stockLevel,
  pricingBrackets: state.priceBrackets,
});

export const summaryOf = ({ id, name, price, stockLevel }: ProductState): EveryField<ProductSummary> => ({
  productId: id,
  name,
  price,
  stockLevel,
});
