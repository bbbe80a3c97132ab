import type { Instant } from '@product-service/events';
import type { Product } from '../product.js';
import type { ListedProduct } from '../product-view.js';

/** The outcome of a change, with the product to save. */
export interface Change<T> {
  readonly product: Product;
  readonly outcome: T;
}

/**
 * A request that its caller may send again, because it does not know whether the first one arrived. The repeat gets the
 * first outcome. Outcomes are kept for {@link REQUEST_KEPT_HOURS}, and only of requests that changed a product.
 */
export interface RepeatableRequest {
  /** Identifies the request: unique for its caller and what it calls. At most 255 characters. */
  readonly key: string;
  /** Differs if the request differs. At most 255 characters. */
  readonly fingerprint: string;
}

export const REQUEST_KEPT_HOURS = 24;

/** The place of a product in a list: that of the last product of a page is where the next page starts. */
export interface ListPosition {
  readonly id: string;
  /** In a list of changes. */
  readonly updatedAt?: Instant | undefined;
}

/** Which products to list. All conditions must hold. */
export interface ListQuery {
  /** Maximum number of products. */
  readonly limit: number;
  readonly ids?: readonly string[] | undefined;
  /** Changed at this time or later. */
  readonly updatedSince?: Instant | undefined;
  /** Whether deleted products are listed, too. */
  readonly includeDeleted?: boolean | undefined;
  /** Products after this position. */
  readonly after?: ListPosition | undefined;
}

export interface ListPage {
  /** May be fewer than the limit, even if there are more pages. */
  readonly products: readonly ListedProduct[];
  /** The position after which the next page starts; `undefined` if this is the last page. */
  readonly next?: ListPosition | undefined;
}

/**
 * Stores products. A write saves the product and its recorded events (to the outbox) in one transaction: both or
 * neither. A product whose version did not change is not written. Concurrent writes to a product are serialised: none is
 * lost.
 *
 * `change` must be pure: it may run again after a conflict. If it throws, nothing is written and the caller gets the
 * error.
 *
 * With a `request`, its outcome is saved in the same transaction. If that request changed a product before, nothing is
 * written, and the result is that outcome and the product as it was then. The outcome must be JSON or `undefined`.
 *
 * Writes reject with a DomainError: `product/write-conflict` if concurrent writes always won, `product/outcome-unknown` if
 * the connection broke during COMMIT and the stored product does not show the outcome, `product/key-reused` if the request's
 * key belongs to another request.
 */
export interface ProductRepository {
  /** Returns `undefined` if the product is unknown or deleted. */
  find(id: string): Promise<Product | undefined>;

  /**
   * Returns a page of products, sorted by id in code-point order; with `updatedSince` and without `ids`, sorted by time of
   * change, then id. A product that exists during all pages is listed once, or again if it changes meanwhile.
   */
  list(query: ListQuery): Promise<ListPage>;

  /**
   * Optimised for an id that is not used yet. `change` receives `undefined`, or the product that has the id, which may be
   * deleted.
   */
  create<T>(
    id: string,
    change: (existing: Product | undefined) => Change<T>,
    request?: RepeatableRequest,
  ): Promise<Change<T>>;

  /** @throws DomainError product/not-found if it is unknown or deleted */
  update<T>(id: string, change: (product: Product) => T, request?: RepeatableRequest): Promise<Change<T>>;

  /**
   * Checks requests without a change, before many are written.
   * @throws DomainError product/key-reused if one of the keys belongs to another request
   */
  checkRequests(requests: readonly RepeatableRequest[]): Promise<void>;
}
