import { CHANGE_EVENTS, PUBLIC_EVENTS_BY_VERSION } from '@product-service/events';
import { sleep } from '../eventually.js';
import type { Service } from '../service.js';
import type { Observation } from './observation.js';

/** Repeats a request until its function has started: a slow start can exceed the timeout of API Gateway. */
export const untilAnswered = async (request: () => Promise<{ status: number }>): Promise<void> => {
  while ((await request()).status >= 500) await sleep(200);
};

/** Starts every function. While a function starts, a message may be handled late, or more than once. */
export const warmUp = async (service: Service, observed: Observation): Promise<void> => {
  const productId = 'WARMUP';
  await untilAnswered(() => service.create('Warm Up'));
  await untilAnswered(() => service.update(productId, 'Warm Up', 9));
  await service.putEvent('pricing', 'pricing.pricingCalculated.v1', {
    data: { productId, priceBrackets: [] },
  });
  await service.putEvent('inventory', 'inventory.stockUpdated.v1', { data: { productId, newStockLevel: 1 } });
  await untilAnswered(() => service.delete(productId));
  const last = [
    // The relay's span leaves when its call to SNS ends: sometimes after the event has passed the publisher.
    ...CHANGE_EVENTS.map((type) => `publish ${type}`),
    ...Object.values(PUBLIC_EVENTS_BY_VERSION)
      .flat()
      .map((type) => `publish ${type}`),
    'process product.pricingChanged',
    'process product.stockUpdated',
  ];
  const names = () => observed.messages(productId).map(({ resource }) => resource);
  await observed.eventually(() => expect(names()).toEqual(expect.arrayContaining(last)), 60);
  // Checkpoints leave later than spans. Those of these events must not be taken for those of a test.
  const checkpoints = CHANGE_EVENTS.flatMap((type) => [
    `in outbox ${type}`,
    `out sns ${type}`,
    `out eventbridge ${type}.v1`,
    `out eventbridge ${type}.v2`,
  ]);
  const arrived = () => observed.edges().map((edge) => edge.split(' < ')[0]);
  await observed.eventually(() => expect(arrived()).toEqual(expect.arrayContaining(checkpoints)), 60);
};
