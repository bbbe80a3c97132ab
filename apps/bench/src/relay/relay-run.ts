import { setTimeout as sleep } from 'node:timers/promises';
import { dsqlOutbox } from '@product-service/dsql';
import { PRODUCT_EVENTS, type EventPublisher, type ProductEventType } from '@product-service/events';
import { relayOutbox } from '@product-service/product';
import { snsEventPublisher, type SnsPublisherOptions } from '@product-service/sns';
import type { CountedDatabase } from './counted-database.js';

export const NO_TIME: EventPublisher<ProductEventType> = { publish: async () => undefined };

/** The publisher of the relay, with a client of the benchmark. */
export const snsPublisher = (
  client: SnsPublisherOptions<ProductEventType>['client'],
): EventPublisher<ProductEventType> => {
  const topics = Object.fromEntries(
    PRODUCT_EVENTS.map((type) => [
      type,
      `arn:aws:sns:us-east-1:000000000000:${type.replace('product.', '')}`,
    ]),
  ) as Record<ProductEventType, string>;
  return snsEventPublisher({ topics, source: 'bench.products', ...(client && { client }) });
};

export interface Run {
  readonly seconds: number;
  readonly published: number;
  readonly statements: number;
}

/** Runs the relay as the function does, until nothing is due or `hasTime` returns false. */
export const runRelay = async (
  counted: CountedDatabase,
  publisher: EventPublisher<ProductEventType>,
  hasTime = () => true,
): Promise<Run> => {
  const relay = relayOutbox({
    outbox: dsqlOutbox(counted),
    publisher,
    nudge: async () => undefined,
    pause: () => sleep(200),
  });
  counted.countStatements();
  const started = performance.now();
  const { published } = await relay(hasTime);
  const seconds = (performance.now() - started) / 1000;
  return { seconds, published, statements: counted.countStatements() };
};
