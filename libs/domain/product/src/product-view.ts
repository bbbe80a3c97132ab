import type { EveryField, PriceBracket, ProductDetails } from '@product-service/events';
import { detailsOf } from './product-details.js';
import type { ProductState } from './product.js';

/** A product as returned by the API. */
export interface ProductView extends ProductDetails {
  readonly productId: string;
  readonly stockLevel: number;
  readonly pricingBrackets: readonly PriceBracket[];
}

/** A product in a list: without fields that are too large for 1,000 products in one response. */
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
