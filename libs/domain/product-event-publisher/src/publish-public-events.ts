import {
  failureKindOf,
  type AnyEvent,
  type DeriveEventId,
  type EventPublisher,
  type ProductEventType,
  type PublicEventType,
  type PublicEventVersion,
} from '@product-service/events';
import { toPublicEvent } from './public-events.js';

export interface PublishPublicEventsOptions {
  readonly publisher: EventPublisher<PublicEventType>;
  readonly deriveId: DeriveEventId;
  /** The versions that are switched on. */
  readonly versions: readonly PublicEventVersion[];
}

/**
 * Publishes a private event in each version, in one batch. No version waits for another: one that fails does not keep the
 * others back. A repeat publishes all of them again, with the same ids.
 * @throws the error of a version that was not published; a temporary one if there is one, so that the event is retried
 */
export const publishPublicEvents = ({ publisher, deriveId, versions }: PublishPublicEventsOptions) => {
  const publicEvent = toPublicEvent({ deriveId });
  return async (event: AnyEvent<ProductEventType>): Promise<void> => {
    const outcomes = await Promise.allSettled(
      versions.map(async (version) => publisher.publish(publicEvent(event, version))),
    );
    const failures = outcomes.filter((outcome) => outcome.status === 'rejected');
    const failure = failures.find(({ reason }) => failureKindOf(reason) !== 'permanent') ?? failures[0];
    if (failure) throw failure.reason;
  };
};
