import type { ProductRepository } from '../ports/product-repository.js';
import type { ProductSummary } from '../product-view.js';

/** Maximum number of products in one response. */
export const MAX_LISTED_PRODUCTS = 1_000;

export interface ListProductsResult {
  readonly products: readonly ProductSummary[];
  /** True if there are more than {@link MAX_LISTED_PRODUCTS}. */
  readonly truncated: boolean;
}

/** Lists the catalogue, sorted by name, then id. */
export const listProducts =
  ({ products }: { products: Pick<ProductRepository, 'list'> }) =>
  async (): Promise<ListProductsResult> => {
    const found = await products.list(MAX_LISTED_PRODUCTS + 1);
    return { products: found.slice(0, MAX_LISTED_PRODUCTS), truncated: found.length > MAX_LISTED_PRODUCTS };
  };
