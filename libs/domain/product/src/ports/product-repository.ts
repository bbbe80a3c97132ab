import type { Product } from '../product.js';
import type { ProductSummary, ProductView } from '../product-view.js';

/** The outcome of a change, with the product to save. */
export interface Change<T> {
  readonly product: Product;
  readonly outcome: T;
}

/**
 * Stores products. A write saves the product and its recorded events (to the outbox) in one transaction: both or
 * neither. A product whose version did not change is not written. Concurrent writes to a product are serialised: none is
 * lost.
 *
 * `change` must be pure: it may run again after a conflict. If it throws, nothing is written and the caller gets the
 * error.
 *
 * Writes reject with a DomainError: `product/write-conflict` if concurrent writes always won, `product/outcome-unknown` if
 * the connection broke during COMMIT and the stored product does not show the outcome.
 */
export interface ProductRepository {
  /** Returns `undefined` if the product is unknown or deleted. */
  find(id: string): Promise<ProductView | undefined>;

  /** Returns at most `limit` products, sorted by name, then id (in code-point order), without deleted ones. */
  list(limit: number): Promise<ProductSummary[]>;

  /**
   * Optimised for an id that is not used yet. `change` receives `undefined`, or the product that has the id, which may be
   * deleted.
   */
  create<T>(id: string, change: (existing: Product | undefined) => Change<T>): Promise<Change<T>>;

  /** @throws DomainError product/not-found if it is unknown or deleted */
  update<T>(id: string, change: (product: Product) => T): Promise<Change<T>>;
}
