import type { EventType } from './catalogue.js';
import type { AnyEvent } from './event.js';
import type { Instant } from './instant.js';

/** One message as a consumer received it: its transport data, and its event if it is readable. */
export interface Delivery<T extends EventType = EventType> {
  /** The transport's id of the message. */
  readonly messageId: string;
  /** The service that delivered it to the queue; `sqs` for a message sent to the queue directly. */
  readonly via: 'sns' | 'eventbridge' | 'sqs';
  /** The queue it was read from. */
  readonly queue: string;
  readonly sentAt?: Instant | undefined;
  /** Starts at 1. */
  readonly receiveCount: number;
  /** Size of the whole message, in bytes. */
  readonly size: number;
  /** Absent if the message is not a readable event. */
  readonly event?: AnyEvent<T> | undefined;
}

/** Handles a delivery. Resolves to an outcome, e.g. `applied`, or to nothing. */
export type HandleDelivery = () => Promise<string | void>;

/** Runs `handle` inside an observing scope, e.g. a span. Resolves and rejects as `handle` does. */
export type DeliveryScope = (delivery: Delivery, handle: HandleDelivery) => Promise<string | void>;
