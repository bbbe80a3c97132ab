import type { Event } from '@product-service/events';
import type { ProductState } from '../product.js';

/** An event that tells again what a product is. The adapter adds the headers when it saves it. */
export type Announcement = Omit<Event<'product.productAnnounced'>, 'headers'>;

/** Most products in one call: few enough that it ends soon, also if it is retried. */
export const MAX_ANNOUNCED_PRODUCTS = 100;

/** Saves announcements to the outbox. They change no product and do not raise its version. */
export interface ProductAnnouncements {
  /**
   * Saves an announcement of each of these products that exists, in the transaction that reads the product. Ids that are unknown or
   * deleted are left out. Returns the number of announcements.
   *
   * Concurrent writes to the same products are serialised: state and version belong together, and in the outbox an announcement is
   * before all changes of higher versions, and after the change of its own version if that one still waits. An announcement whose
   * id is in the outbox already is not saved again, so a repeated call is harmless.
   *
   * `announcementOf` must be pure: it may run again after a conflict. At most {@link MAX_ANNOUNCED_PRODUCTS} ids.
   * @throws DomainError product/write-conflict if concurrent writes always won. Some products may be announced: repeat the call
   */
  announce(
    productIds: readonly string[],
    announcementOf: (product: ProductState) => Announcement,
  ): Promise<number>;
}
