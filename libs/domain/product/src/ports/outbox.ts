import type { ProductEvent } from '../product.js';

/** An event that was saved with its product and still has to be published. */
export interface OutboxEntry {
  readonly event: ProductEvent;
  /** How often it was refused for its own fault. */
  readonly rejections: number;
}

/** What waits of one product: its first entries in version order, without a gap. */
export interface ProductBacklog {
  readonly productId: string;
  readonly entries: readonly [OutboxEntry, ...OutboxEntry[]];
}

export interface OutboxPage {
  /** By product id. */
  readonly backlogs: readonly ProductBacklog[];
  /** Products were left out that are due again in a while, by themselves. */
  readonly hasPostponed: boolean;
  /** For the next read; absent if this one came to the end. */
  readonly next?: string | undefined;
}

/** A page has this many products at most, */
export const MAX_BACKLOGS = 100;
/** and this many entries of each, so that a long backlog of one product keeps no other waiting. */
export const MAX_BACKLOG_ENTRIES = 10;

/** The events that are saved and not yet published. Only one relay at a time works on it. */
export interface Outbox {
  /**
   * A page of what is due, from the beginning or after the page whose `next` is given. It may have few products, or none,
   * and others may follow. A product whose first entry is parked or waits for its retry is left out whole, so
   * that its later events do not overtake. The cost does not depend on how much waits.
   */
  due(after?: string): Promise<OutboxPage>;

  /** They are published: forget them. */
  remove(eventIds: readonly string[]): Promise<void>;

  /** The broker could not take it now: it is due again after `seconds`. */
  postpone(eventId: string, seconds: number): Promise<void>;

  /** It was refused for its own fault: counts it, and makes it due again after `seconds`. */
  reject(eventId: string, reason: string, seconds: number): Promise<void>;

  /** It was refused too often: it stays, and holds back its product, until an operator releases it. */
  park(eventId: string, reason: string): Promise<void>;
}
