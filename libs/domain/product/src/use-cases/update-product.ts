import type { Clock, ProductDetails } from '@product-service/events';
import type { ProductRepository, RepeatableRequest } from '../ports/product-repository.js';
import { versionedViewOf, type VersionedProduct } from '../product-view.js';
import type { Product } from '../product.js';
import type { DetailsPatch } from '../product-details.js';

/** What every change of an existing product may require. */
export interface ChangeConditions {
  readonly id: string;
  /** The product must be at one of these versions. Default: any. */
  readonly ifVersion?: readonly number[] | undefined;
  readonly request?: RepeatableRequest | undefined;
}

export interface UpdateProduct extends ProductDetails, ChangeConditions {}

/** JSON merge patch: only these details change. */
export interface PatchProduct extends ChangeConditions {
  readonly patch: DetailsPatch;
}

export interface UpdateProductResult extends VersionedProduct {
  readonly outcome: 'updated' | 'unchanged';
}

/**
 * Replaces the product's details. Records `product.productUpdated` only if a detail changed.
 * @throws DomainError product/not-found, product/invalid-name, product/invalid-price, product/version-mismatch,
 * product/key-reused, product/write-conflict, product/outcome-unknown
 */
export const updateProduct = (dependencies: Dependencies) => {
  const change = changeProduct(dependencies);
  return ({ id, ifVersion, request, ...details }: UpdateProduct): Promise<UpdateProductResult> =>
    change({ id, ifVersion, request }, (product, now) => product.changeDetails(details, now));
};

/** Changes some of the product's details. Records and throws the same as {@link updateProduct}. */
export const patchProduct = (dependencies: Dependencies) => {
  const change = changeProduct(dependencies);
  return ({ patch, ...conditions }: PatchProduct): Promise<UpdateProductResult> =>
    change(conditions, (product, now) => product.patchDetails(patch, now));
};

type Dependencies = { products: ProductRepository; now: Clock };

const changeProduct =
  ({ products, now }: Dependencies) =>
  async (
    { id, ifVersion, request }: ChangeConditions,
    change: (product: Product, now: ReturnType<Clock>) => UpdateProductResult['outcome'],
  ): Promise<UpdateProductResult> => {
    const { product, outcome } = await products.update(
      id,
      (existing) => {
        if (ifVersion) existing.expectVersion(ifVersion);
        return change(existing, now());
      },
      request,
    );
    return { outcome, ...versionedViewOf(product.state) };
  };
