import { PUBLIC_EVENTS_BY_VERSION } from '@product-service/events';
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
    ...Object.values(PUBLIC_EVENTS_BY_VERSION)
      .flat()
      .map((type) => `publish ${type}`),
    'process product.pricingChanged',
    'process product.stockUpdated',
  ];
  const names = () => observed.messages(productId).map(({ resource }) => resource);
  await observed.eventually(() => expect(names()).toEqual(expect.arrayContaining(last)), 60);
};
