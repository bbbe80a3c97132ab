import { dsqlOutbox, openDatabase } from '@product-service/dsql';
import { eventSource, pauseFor, readVariable, TOPIC_VARIABLES } from '@product-service/environment';
import type { ProductEventType } from '@product-service/events';
import { tracedPublisher } from '@product-service/observability';
import { relayOutbox } from '@product-service/product';
import { snsEventPublisher } from '@product-service/sns';
import { outboxRelayHandler } from '@product-service/outbox-queue';
import { outboxNudge } from '../products.js';

const publisher = snsEventPublisher<ProductEventType>({
  topics: {
    'product.productCreated': readVariable(TOPIC_VARIABLES['product.productCreated']),
    'product.productUpdated': readVariable(TOPIC_VARIABLES['product.productUpdated']),
    'product.productDeleted': readVariable(TOPIC_VARIABLES['product.productDeleted']),
  },
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
