import type { Clock } from '@product-service/events';
import type { ProductRepository } from '../ports/product-repository.js';
import type { ChangeConditions } from './update-product.js';

/**
 * Removes a product from the catalogue and records `product.productDeleted`.
 * @throws DomainError product/not-found, product/version-mismatch, product/key-reused, product/write-conflict,
 * product/outcome-unknown
 */
export const deleteProduct =
  ({ products, now }: { products: ProductRepository; now: Clock }) =>
  async ({ id, ifVersion, request }: ChangeConditions): Promise<void> => {
    await products.update(
      id,
      (product) => {
        if (ifVersion) product.expectVersion(ifVersion);
        product.delete(now());
      },
      request,
    );
  };
