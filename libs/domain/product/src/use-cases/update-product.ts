import type { Clock, ProductDetails } from '@product-service/events';
import type { ProductRepository } from '../ports/product-repository.js';
import { viewOf, type ProductView } from '../product-view.js';

export interface UpdateProduct extends ProductDetails {
  readonly id: string;
}

export interface UpdateProductResult {
  readonly outcome: 'updated' | 'unchanged';
  readonly product: ProductView;
}

/**
 * Changes the product's details. Records `product.productUpdated` only if a detail changed.
 * @throws DomainError product/not-found, product/invalid-name, product/invalid-price, product/write-conflict,
 * product/outcome-unknown
 */
export const updateProduct =
  ({ products, now }: { products: ProductRepository; now: Clock }) =>
  async ({ id, ...details }: UpdateProduct): Promise<UpdateProductResult> => {
    const { product, outcome } = await products.update(id, (existing) =>
      existing.changeDetails(details, now()),
    );
    return { outcome, product: viewOf(product.state) };
  };
