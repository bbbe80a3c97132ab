import { productNotFound } from '../domain-error.js';
import type { ProductRepository } from '../ports/product-repository.js';
import { versionedViewOf, type VersionedProduct } from '../product-view.js';

/** @throws DomainError product/not-found */
export const getProduct =
  ({ products }: { products: Pick<ProductRepository, 'find'> }) =>
  async (id: string): Promise<VersionedProduct> => {
    const product = await products.find(id);
    if (!product) throw productNotFound();
    return versionedViewOf(product.state);
  };
