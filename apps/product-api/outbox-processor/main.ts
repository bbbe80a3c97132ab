import { dsqlOutbox, openDatabase } from '@product-service/dsql';
import { eventSource, pauseFor, readTopics, readVariable } from '@product-service/environment';
import { PRODUCT_EVENTS } from '@product-service/events';
import { tracedPublisher } from '@product-service/observability';
import { outboxRelayHandler } from '@product-service/outbox-queue';
import { relayOutbox } from '@product-service/product';
import { snsEventPublisher } from '@product-service/sns';
import { outboxNudge } from '../products.js';

const publisher = snsEventPublisher({
  topics: readTopics(PRODUCT_EVENTS),
  source: eventSource(readVariable('ENV')),
});

export const handler = outboxRelayHandler(
  relayOutbox({
    outbox: dsqlOutbox({ database: openDatabase() }),
    publisher: tracedPublisher({ publisher, via: 'sns', from: 'outbox' }),
    nudge: outboxNudge(),
    pause: pauseFor(200),
  }),
);
