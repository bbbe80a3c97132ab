import { relayOutbox } from '@product-service/product';
import { InMemoryDatabase, saveEvents } from '@product-service/product/testing';
import { snsPublisher } from './relay-run.js';
import { slowClient } from './slow-client.js';

describe('calls to SNS for the events of an outbox', () => {
  /** Each product is created, and then changed. Calls take different times, so products do not stay in step. */
  const relayed = async (products: number, eventsEach: number) => {
    const database = new InMemoryDatabase();
    for (let index = 0; index < products; index += 1)
      await saveEvents(database, `Product ${index}`, eventsEach);
    const { client, published } = slowClient(() => 1 + Math.random() * 4);
    const pause = () => new Promise<void>((resolve) => setTimeout(resolve, 200));
    const relay = relayOutbox({
      outbox: database,
      publisher: snsPublisher(client),
      nudge: async () => {},
      pause,
    });
    expect((await relay(() => true)).published).toBe(products * eventsEach);
    return published;
  };

  it.each([
    ['one event', 1_000, 1],
    ['twenty events', 100, 20],
  ])(
    'are at most 0.11 an event, and 20 at a time, for 100 or more products with %s',
    async (_, products, events) => {
      const { calls, mostCalls } = await relayed(products, events);
      expect(calls / (products * events)).toBeLessThanOrEqual(0.11);
      expect(mostCalls).toBeLessThanOrEqual(20);
    },
  );
});
