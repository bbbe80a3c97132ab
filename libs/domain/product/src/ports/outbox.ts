import type { ProductEvent } from '../product.js';

/** An event that was saved with its product and still has to be published. */
export interface OutboxEntry {
  readonly event: ProductEvent;
  /** How often it was refused for its own fault. */
  readonly rejections: number;
}

/** The events that are saved and not yet published. Only one relay at a time works on it. */
export interface Outbox {
  /**
   * The oldest entries, at most `limit`, each product's in version order and without a gap. A product with an
   * entry that is parked or waits for its retry is left out whole, so that its later events do not overtake.
   */
  due(limit: number): Promise<OutboxEntry[]>;

  /** They are published: forget them. */
  remove(eventIds: readonly string[]): Promise<void>;

  /** The broker could not take it now: it is due again after `seconds`. */
  postpone(eventId: string, seconds: number): Promise<void>;

  /** It was refused for its own fault: counts it, and makes it due again after `seconds`. */
  reject(eventId: string, reason: string, seconds: number): Promise<void>;

  /** It was refused too often: it stays, and holds back its product, until an operator releases it. */
  park(eventId: string, reason: string): Promise<void>;
}
