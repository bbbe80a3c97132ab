import type { Clock, ProductDetails } from '@product-service/events';
import type { ProductRepository, RepeatableRequest } from '../ports/product-repository.js';
import { newProductId } from '../product-id.js';
import { versionedViewOf, type VersionedProduct } from '../product-view.js';
import { Product } from '../product.js';

export interface CreateProduct extends ProductDetails {
  /** The caller's own id. Default: derived from the name. */
  readonly id?: string | undefined;
  readonly request?: RepeatableRequest | undefined;
}

export interface CreateProductResult extends VersionedProduct {
  readonly outcome: 'created' | 'already-exists';
}

/**
 * Adds a product to the catalogue and records `product.productCreated`. Creating the same product again with the same
 * details changes nothing.
 * @throws DomainError product/invalid-id, product/invalid-name, product/invalid-price, product/already-exists,
 * product/key-reused, product/write-conflict, product/outcome-unknown
 */
export const createProduct =
  ({ products, now }: { products: ProductRepository; now: Clock }) =>
  async ({ id, request, ...details }: CreateProduct): Promise<CreateProductResult> => {
    const { product, outcome } = await products.create<CreateProductResult['outcome']>(
      newProductId(details.name, id),
      (existing) =>
        existing
          ? { product: existing, outcome: existing.createAgain(details, now()) }
          : { product: Product.create(details, now(), id), outcome: 'created' },
      request,
    );
    return { outcome, ...versionedViewOf(product.state) };
  };
