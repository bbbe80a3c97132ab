import type { Clock, ProductDetails } from '@product-service/events';
import type { ProductRepository } from '../ports/product-repository.js';
import { productIdOf } from '../product-name.js';
import { viewOf, type ProductView } from '../product-view.js';
import { Product } from '../product.js';

export interface CreateProductResult {
  readonly outcome: 'created' | 'already-exists';
  readonly product: ProductView;
}

/**
 * Adds a product to the catalogue and records `product.productCreated`. Creating the same product again with the same
 * details changes nothing.
 * @throws DomainError product/invalid-name, product/invalid-price, product/already-exists, product/write-conflict,
 * product/outcome-unknown
 */
export const createProduct =
  ({ products, now }: { products: ProductRepository; now: Clock }) =>
  async (details: ProductDetails): Promise<CreateProductResult> => {
    const { product, outcome } = await products.create<CreateProductResult['outcome']>(
      productIdOf(details.name),
      (existing) =>
        existing
          ? { product: existing, outcome: existing.createAgain(details, now()) }
          : { product: Product.create(details, now()), outcome: 'created' },
    );
    return { outcome, product: viewOf(product.state) };
  };
