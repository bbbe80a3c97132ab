import type { Instant, ProductEventType } from '@product-service/events';

/** A number of rows, counted up to a limit: the cost of counting has a limit, too. */
export interface BoundedCount {
  readonly count: number;
  /** There are more than `count`. */
  readonly isMore: boolean;
}

/** Rows are counted up to this number. */
export const MAX_COUNT = 10_000;

export interface OutboxOverview {
  /** All events that are not published yet. */
  readonly waiting: BoundedCount;
  /** Those of them that are retried at a later time. */
  readonly postponed: BoundedCount;
  /** Those of them that need an operator. */
  readonly parked: BoundedCount;
  /** How long the oldest event has waited; 0 if there is none. */
  readonly oldestAgeSeconds: number;
}

/** An event in the outbox, as an operator sees it. */
export interface WaitingEvent {
  readonly eventId: string;
  readonly productId: string;
  /** The product's version that the event is about. */
  readonly version: number;
  readonly type: ProductEventType;
  readonly occurredAt: Instant;
  readonly state: 'waiting' | 'postponed' | 'parked';
  /** How often the broker rejected it because of its own content. */
  readonly rejections: number;
  /** Why it was rejected the last time. */
  readonly reason?: string | undefined;
}

/** The place of an event in the list: that of the last event of a page is where the next page starts. */
export type WaitingEventPosition = Pick<WaitingEvent, 'productId' | 'version' | 'eventId'>;

/** Which events to list. All conditions must hold. */
export interface WaitingEventsQuery {
  /** Maximum number of events. */
  readonly limit: number;
  readonly isParked?: true | undefined;
  readonly productId?: string | undefined;
  readonly after?: WaitingEventPosition | undefined;
}

export interface WaitingEventsPage {
  readonly events: readonly WaitingEvent[];
  /** Absent on the last page. */
  readonly next?: WaitingEventPosition | undefined;
}

/**
 * The outbox for operators. It may be used while the relay runs. Only parked events are changed: the relay never publishes a
 * parked event, so what an operator decides about one is true. It may be publishing any other event at this moment.
 */
export interface OutboxAdministration {
  /** The cost does not depend on the number of waiting events. */
  overview(): Promise<OutboxOverview>;

  /** A page of events, sorted by product id in code-point order, then version. */
  list(query: WaitingEventsQuery): Promise<WaitingEventsPage>;

  /** The given events that are in the outbox, in any order: at most 1,000 in a call. */
  find(eventIds: readonly string[]): Promise<readonly WaitingEvent[]>;

  /**
   * Makes parked events due again, with no rejections. Others stay as they are. At most 1,000 in a call. Returns how many
   * were released.
   */
  release(eventIds: readonly string[]): Promise<number>;

  /**
   * Deletes parked events: they are never published, and later events of their products no longer wait for them. Others
   * stay. At most 1,000 in a call. Returns how many were deleted.
   */
  discard(eventIds: readonly string[]): Promise<number>;
}
