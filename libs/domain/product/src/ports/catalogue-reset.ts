import type { BoundedCount } from './outbox-administration.js';

/** What a reset deletes: products with their tombstones, events in the outbox, and outcomes of repeatable requests. */
export type ResetRows<Count> = Readonly<Record<'products' | 'events' | 'requests', Count>>;

/**
 * Empties the catalogue, for environments without other people's data. Products that are created afterwards start with version 1
 * again, which breaks the promise that versions of an id only grow. The caller checks that this is allowed.
 */
export interface CatalogueReset {
  /** What there is to delete. */
  count(): Promise<ResetRows<BoundedCount>>;

  /** Deletes at most 1,000 rows of each kind. Returns how many; nothing is left when all are 0. */
  deleteSome(): Promise<ResetRows<number>>;
}
