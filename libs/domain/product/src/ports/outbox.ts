import type { ProductEvent } from '../product.js';

/** An event that was saved with its product and is not published yet. */
export interface OutboxEntry {
  readonly event: ProductEvent;
  /** How often the broker rejected it because of its own content. */
  readonly rejections: number;
}

/** The first waiting entries of one product, in version order, without a gap. An announcement is behind the change of its version. */
export interface ProductBacklog {
  readonly productId: string;
  readonly entries: readonly [OutboxEntry, ...OutboxEntry[]];
}

export interface OutboxPage {
  /** Sorted by product id. Only the last product may have more entries than the page shows. */
  readonly backlogs: readonly ProductBacklog[];
  /** Some entries were left out because they wait for a retry. */
  readonly hasPostponed: boolean;
  /** Pass it to the next `due` call; absent on the last page. */
  readonly next?: string | undefined;
}

/** Saved events that are not published yet. Only one relay may use it at a time. */
export interface Outbox {
  /**
   * Reads a page of up to `limit` entries: the first page, or the one after the page whose `next` is passed. A page may be
   * empty although more pages follow. An entry that is parked or waits for a retry is left out with all entries of its product that
   * follow it, so that later events do not overtake it. The cost depends on `limit`, and not on the number of waiting entries.
   */
  due(limit: number, after?: string): Promise<OutboxPage>;

  /** Removes published events: at most 1,000 in a call. */
  remove(eventIds: readonly string[]): Promise<void>;

  /** The broker could not accept these events now: makes them due again after `seconds`. At most 1,000 in a call. */
  postpone(eventIds: readonly string[], seconds: number): Promise<void>;

  /** The broker rejected the event's content: counts the rejection and makes it due again after `seconds`. */
  reject(eventId: string, reason: string, seconds: number): Promise<void>;

  /** Rejected too often: the event stays and blocks later events of its product until an operator releases it. */
  park(eventId: string, reason: string): Promise<void>;
}
