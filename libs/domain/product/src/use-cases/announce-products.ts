import type { DeriveEventId, Instant } from '@product-service/events';
import {
  MAX_ANNOUNCED_PRODUCTS,
  type Announcement,
  type ProductAnnouncements,
} from '../ports/product-announcements.js';
import type { ListPosition, ListQuery, ProductRepository } from '../ports/product-repository.js';
import { viewOf } from '../product-view.js';
import type { ProductState } from '../product.js';
import { MAX_LISTED_IDS } from './list-products.js';

/**
 * Announce no further page while more events than this wait in the outbox. The relay reads waiting events into its memory of 512 MB, and
 * an announcement with 1,000 price brackets takes about 70 kB of it.
 */
export const MAX_WAITING_EVENTS = 1_000;

/** Which products to announce. */
export type AnnouncedSelection =
  | { readonly kind: 'all' }
  /** Changed at this time or later. A product that changes meanwhile is announced again. */
  | { readonly kind: 'since'; readonly since: Instant }
  /** At most 100, as in a list. */
  | { readonly kind: 'ids'; readonly ids: readonly string[] };

export interface AnnounceProducts {
  /** The same for all pages and repeats of one announcement; another announcement has another one. */
  readonly announcementId: string;
  readonly which: AnnouncedSelection;
  /** `next` of the page before. Absent for the first page. */
  readonly after?: ListPosition | undefined;
  /** 1 to {@link MAX_ANNOUNCED_PRODUCTS}, the default. */
  readonly limit?: number | undefined;
}

export interface AnnounceProductsResult {
  readonly announced: number;
  /** Pass it as `after` for the next page; `undefined` if this is the last page. A page may announce nothing, and still have one. */
  readonly next?: ListPosition | undefined;
}

export interface AnnounceProductsDependencies {
  readonly products: Pick<ProductRepository, 'list'>;
  readonly announcements: ProductAnnouncements;
  readonly deriveId: DeriveEventId;
}

/**
 * Announces one page of the products that exist, as `product.productAnnounced`: their whole present state, for consumers that
 * missed events. A repeated page has the same event ids, unless a product has changed since.
 * @throws RangeError `limit` or the number of ids is out of range; DomainError product/write-conflict: repeat the page
 */
export const announceProducts =
  ({ products, announcements, deriveId }: AnnounceProductsDependencies) =>
  async ({
    announcementId,
    which,
    after,
    limit = MAX_ANNOUNCED_PRODUCTS,
  }: AnnounceProducts): Promise<AnnounceProductsResult> => {
    if (!Number.isInteger(limit) || limit < 1 || limit > MAX_ANNOUNCED_PRODUCTS)
      throw new RangeError(`limit is ${limit}: announce 1 to ${MAX_ANNOUNCED_PRODUCTS} products in a page.`);
    if (which.kind === 'ids' && which.ids.length > MAX_LISTED_IDS)
      throw new RangeError(`${which.ids.length} ids: announce no more than ${MAX_LISTED_IDS} at a time.`);
    const { products: listed, next } = await products.list({ limit, after, ...queryOf(which) });
    const announced = await announcements.announce(
      listed.map(({ summary }) => summary.productId),
      announcementOf(announcementId, deriveId),
    );
    return { announced, next };
  };

const queryOf = (which: AnnouncedSelection): Partial<ListQuery> => {
  switch (which.kind) {
    case 'all':
      return {};
    case 'since':
      return { updatedSince: which.since };
    case 'ids':
      return { ids: which.ids };
  }
};

const announcementOf =
  (announcementId: string, deriveId: DeriveEventId) =>
  (state: ProductState): Announcement => ({
    id: deriveId(JSON.stringify([announcementId, state.id, state.version]), 'product.productAnnounced'),
    type: 'product.productAnnounced',
    time: state.updatedAt,
    subject: state.id,
    sequence: String(state.version),
    data: viewOf(state),
  });
