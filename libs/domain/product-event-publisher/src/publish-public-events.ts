import {
  failureKindOf,
  type AnyEvent,
  type AnyPublicEventType,
  type DeriveEventId,
  type EventPublisher,
  type ProductEventType,
  type PublicEventVersion,
} from '@product-service/events';
import { publicVersionsOf, toPublicEvent } from './public-events.js';

export interface PublishPublicEventsOptions {
  readonly publisher: EventPublisher<AnyPublicEventType>;
  readonly deriveId: DeriveEventId;
  /** The versions of changes that are switched on. */
  readonly versions: readonly PublicEventVersion[];
}

/**
 * Publishes a private event in each of its public versions, in one batch. No version waits for another: one that fails does not keep the
 * others back. A repeat publishes all of them again, with the same ids.
 * @throws the error of a version that was not published; a temporary one if there is one, so that the event is retried
 */
export const publishPublicEvents = ({ publisher, deriveId, versions }: PublishPublicEventsOptions) => {
  const publicEvent = toPublicEvent({ deriveId });
  return async (event: AnyEvent<ProductEventType>): Promise<void> => {
    const outcomes = await Promise.allSettled(
      publicVersionsOf(event, versions).map(async (version) =>
        publisher.publish(publicEvent(event, version)),
      ),
    );
    const failures = outcomes.filter((outcome) => outcome.status === 'rejected');
    const failure = failures.find(({ reason }) => failureKindOf(reason) !== 'permanent') ?? failures[0];
    if (failure) throw failure.reason;
  };
};
