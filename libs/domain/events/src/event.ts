import type { EventCatalogue, EventType } from './catalogue.js';
import type { ClassifiedError } from './failure.js';
import type { Instant } from './instant.js';

/**
 * Trace and data-stream context that travels with an event. The domain passes it on and never reads it.
 */
export type Headers = Readonly<Record<string, string>>;

/** Something that happened. Delivered at least once; a repeated delivery has the same `id`. */
export interface Event<T extends EventType = EventType> {
  readonly id: string;
  readonly type: T;
  /** When it became true. */
  readonly time: Instant;
  /** The product's id; events of other services may lack it. */
  readonly subject?: string | undefined;
  /** The product's version. Consumers that keep the highest one can order events and drop repeats. */
  readonly sequence?: string | undefined;
  readonly data: EventCatalogue[T];
  readonly headers: Headers;
}

/** {@link Event} as a union discriminated by `type`, for `switch`. */
export type AnyEvent<T extends EventType = EventType> = { [K in T]: Event<K> }[T];

/** Derives the id of an event from the event that caused it. The same cause and type always give the same id. */
export type DeriveEventId = (cause: string, type: EventType) => string;

/** Publishes events. Each has its own outcome. */
export interface EventPublisher<T extends EventType = EventType> {
  /**
   * Resolves once the broker has accepted the event. Delivery is at least once and may be out of order.
   * Calls made in the same turn of the event loop are batched, within the broker's limits.
   * @throws EventRejectedError the event's content is at fault; it will never be accepted
   * @throws EventNotAcceptedError the broker did not confirm the event; retry later
   */
  publish(event: Event<T>): Promise<void>;
}

/** The broker rejects the event's content, e.g. as too large or malformed. A retry does not help. */
export class EventRejectedError extends Error implements ClassifiedError {
  override readonly name = 'EventRejectedError';
  readonly failureKind = 'permanent';
}

/**
 * The broker could not be reached, throttled, failed, or did not confirm the event. The event itself is fine. It may have
 * been accepted anyway; a retry sends it with the same id.
 */
export class EventNotAcceptedError extends Error implements ClassifiedError {
  override readonly name = 'EventNotAcceptedError';
  readonly failureKind = 'temporary';
}
