import type { Clock } from '@product-service/events';
import type { ProductRepository } from '../ports/product-repository.js';

/**
 * Removes a product from the catalogue and records `product.productDeleted`.
 * @throws DomainError product/not-found, product/write-conflict, product/outcome-unknown
 */
export const deleteProduct =
  ({ products, now }: { products: ProductRepository; now: Clock }) =>
  async (id: string): Promise<void> => {
    await products.update(id, (product) => product.delete(now()));
  };
