import type { EventPublisher, ProductEventType } from '@product-service/events';
import type { ProductEvent } from '@product-service/product';

/** A way to publish what a transaction saved, each with its own table in the same database. */
export interface Contestant {
  readonly name: string;
  /** The settings that differ from its defaults. */
  readonly settings: string;
  /** Replaces what waits. The events are in the order in which they were saved. */
  readonly fill: (events: readonly ProductEvent[]) => Promise<void>;
  /** Starts to publish. Returns a function that stops it. */
  readonly start: (publisher: EventPublisher<ProductEventType>) => Promise<() => Promise<void>>;
}

/** Events that are published at the same time, as far as a contestant has such a setting. */
export const CONCURRENCY = 200;
/** Database connections of each contestant, if it has such a setting. */
export const CONNECTIONS = 10;
