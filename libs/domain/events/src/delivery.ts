import type { EventType } from './catalogue.js';
import type { AnyEvent } from './event.js';
import type { Instant } from './instant.js';

/** One message as it reached a consumer: what can be told about it apart from what it says. */
export interface Delivery<T extends EventType = EventType> {
  /** The transport's id of the message. */
  readonly messageId: string;
  /** Who brought it into the queue; `sqs` for a message sent to the queue itself. */
  readonly via: 'sns' | 'eventbridge' | 'sqs';
  /** The queue it was read from. */
  readonly queue: string;
  readonly sentAt?: Instant | undefined;
  /** 1 the first time. */
  readonly receiveCount: number;
  /** Of the whole message, in bytes. */
  readonly size: number;
  /** Absent if it could not be read as an event. */
  readonly event?: AnyEvent<T> | undefined;
}

/** Handles a delivery; resolves to a word for what it came to, if there is more to say than that it is done. */
export type HandleDelivery = () => Promise<string | void>;

/** Runs the handling of one delivery within whatever observes it, and comes to the same end as `handle`. */
export type DeliveryScope = (delivery: Delivery, handle: HandleDelivery) => Promise<string | void>;
