import type { Product } from '../product.js';
import type { ProductSummary, ProductView } from '../product-view.js';

/** What a change came to, with the product as it is to be saved. */
export interface Change<T> {
  readonly product: Product;
  readonly outcome: T;
}

/**
 * Where products live. A write saves the product and the events it recorded (to the outbox) in one transaction:
 * both or neither. A product whose version is as it was is not written. Concurrent writes of a product happen one
 * after the other: none is lost.
 *
 * `change` must be pure: it may run again after a conflict, and what it throws goes to the caller with nothing
 * written.
 *
 * Writes reject with a DomainError `product/write-conflict` when others kept getting in first, and
 * `product/outcome-unknown` when the connection broke while committing and the product tells nothing.
 */
export interface ProductRepository {
  /** The product, unless it is unknown or deleted. */
  find(id: string): Promise<ProductView | undefined>;

  /** At most `limit` products, by name, then id (in code-point order), without deleted ones. */
  list(limit: number): Promise<ProductSummary[]>;

  /**
   * For a product that is likely not to be there: `change` gets `undefined`, or the product that has the id, be it
   * deleted.
   */
  create<T>(id: string, change: (existing: Product | undefined) => Change<T>): Promise<Change<T>>;

  /** @throws DomainError product/not-found if it is unknown or deleted */
  update<T>(id: string, change: (product: Product) => T): Promise<Change<T>>;
}
