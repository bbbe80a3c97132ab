import { eventSource, readTopics, readVariable } from '@product-service/environment';
import type { EventPublisher, FactEventType } from '@product-service/events';
import { tracedPublisher } from '@product-service/observability';
import { snsEventPublisher } from '@product-service/sns';

/** Publishes facts of one type to their private topic. */
export const factPublisher = <T extends FactEventType>(type: T): EventPublisher<T> =>
  tracedPublisher({
    via: 'sns',
    publisher: snsEventPublisher({
      topics: readTopics([type]),
      source: eventSource(readVariable('ENV')),
    }),
  });
