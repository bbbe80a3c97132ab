import type { EventCatalogue, EventType } from './catalogue.js';
import type { ClassifiedError } from './failure.js';
import type { Instant } from './instant.js';

/**
 * What travels with an event for observability (trace and data-stream context). The domain carries it from
 * cause to effect and never looks inside.
 */
export type Headers = Readonly<Record<string, string>>;

/** Something that happened. Told at least once: whoever hears it twice sees the same `id`. */
export interface Event<T extends EventType = EventType> {
  readonly id: string;
  readonly type: T;
  /** When it became true. */
  readonly time: Instant;
  /** The product's id; events of other services may lack it. */
  readonly subject?: string | undefined;
  /** The product's version: a consumer that keeps the highest one can order and drop repeats. */
  readonly sequence?: string | undefined;
  readonly data: EventCatalogue[T];
  readonly headers: Headers;
}

/** {@link Event} as a union discriminated by `type`: for `switch`. */
export type AnyEvent<T extends EventType = EventType> = { [K in T]: Event<K> }[T];

/** An id for the event that follows from another one: the same cause and type always give the same id. */
export type DeriveEventId = (cause: string, type: EventType) => string;

/** Publishes events, each on its own. */
export interface EventPublisher<T extends EventType = EventType> {
  /**
   * Resolves once the broker has accepted the event. It may then be delivered more than once, and out of order.
   * Calls made in the same turn travel together, as far as the broker's batch limits allow.
   * @throws EventRejectedError the event itself is at fault and will never be accepted.
   * @throws EventNotAcceptedError the broker has not said that it accepted it; worth trying again later.
   */
  publish(event: Event<T>): Promise<void>;
}

/** The broker refuses this event for what it is (too large, malformed): trying again does not help. */
export class EventRejectedError extends Error implements ClassifiedError {
  override readonly name = 'EventRejectedError';
  readonly failureKind = 'permanent';
}

/**
 * The broker was out of reach, throttled, failed, or did not name the event as accepted. Nothing is wrong with the
 * event. It may have been accepted all the same: sent again, it has the same id.
 */
export class EventNotAcceptedError extends Error implements ClassifiedError {
  override readonly name = 'EventNotAcceptedError';
  readonly failureKind = 'temporary';
}
