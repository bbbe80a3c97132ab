import { instantOf, toMilliseconds, type Clock, type Instant } from '@product-service/events';
import type { ListPage, ListQuery, ProductRepository } from '../ports/product-repository.js';

/** Largest page that a caller can ask for. */
export const MAX_PAGE_SIZE = 1_000;
/** Maximum for callers that name no limit: they expect the whole catalogue. */
export const MAX_LISTED_PRODUCTS = 5_000;
/** Most ids that a caller can ask for. */
export const MAX_LISTED_IDS = 100;

/** A change may be committed after the time in its `updatedAt`, but not later than this: a write ends within 29 seconds. */
const LATEST_COMMIT_MS = 5 * 60_000;

export interface ListProducts extends Omit<ListQuery, 'limit'> {
  /** Default: {@link MAX_LISTED_PRODUCTS} */
  readonly limit?: number | undefined;
  /** `asOf` of the first page. Absent for the first page. */
  readonly asOf?: Instant | undefined;
}

export interface ListProductsResult extends ListPage {
  /** All changes that are committed later have an `updatedAt` at or after this time. All pages of a list have the same. */
  readonly asOf: Instant;
}

/** Lists a page of the catalogue. To follow changes, send the `asOf` of the last list as `updatedSince`. */
export const listProducts =
  ({ products, now }: { products: Pick<ProductRepository, 'list'>; now: Clock }) =>
  async ({ limit = MAX_LISTED_PRODUCTS, asOf, ...query }: ListProducts): Promise<ListProductsResult> => {
    // Read the clock before the products.
    const readSince = asOf ?? instantOf(new Date(toMilliseconds(now()) - LATEST_COMMIT_MS));
    return { ...(await products.list({ limit, ...query })), asOf: readSince };
  };
