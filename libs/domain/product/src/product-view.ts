import type { EveryField, Instant, PriceBracket, ProductDetails } from '@product-service/events';
import { detailsOf } from './product-details.js';
import type { ProductState } from './product.js';

/** A product as returned by the API. */
export interface ProductView extends ProductDetails {
  readonly productId: string;
  readonly stockLevel: number;
  readonly pricingBrackets: readonly PriceBracket[];
}

/** A product in a list: without fields that are too large for thousands of products in one response. */
export type ProductSummary = Omit<ProductView, 'pricingBrackets'>;

/** A product, with its version when it was read or written. */
export interface VersionedProduct {
  readonly product: ProductView;
  readonly version: number;
}

/** A product in a list, with what a follower of changes needs. */
export interface ListedProduct {
  readonly summary: ProductSummary;
  readonly version: number;
  readonly updatedAt: Instant;
  /** Set for a deleted product. */
  readonly deletedAt?: Instant | undefined;
}

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

export const versionedViewOf = (state: ProductState): EveryField<VersionedProduct> => ({
  product: viewOf(state),
  version: state.version,
});

export const listedOf = (state: ProductState): EveryField<ListedProduct> => ({
  summary: summaryOf(state),
  version: state.version,
  updatedAt: state.updatedAt,
  deletedAt: state.deletedAt,
});
