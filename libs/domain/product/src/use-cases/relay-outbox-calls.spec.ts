import type { ProductEventType } from '@product-service/events';
import { RecordingPublisher } from '@product-service/events/testing';
import { InMemoryDatabase } from '../testing/in-memory-database.js';
import { saveEvents } from '../testing/save-events.js';
import { Lanes } from './relay-outbox-lanes.js';
import { relayOutbox } from './relay-outbox.js';

describe('calls of the relay', () => {
  let database: InMemoryDatabase;
  let publisher: RecordingPublisher<ProductEventType>;
  let underWay: number;
  let most: number;

  beforeEach(() => {
    database = new InMemoryDatabase();
    publisher = new RecordingPublisher();
    [underWay, most] = [0, 0];
  });

  /** Waits for one turn of the event loop. */
  const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
  /** Much longer than a call. */
  const pause = () => new Promise<void>((resolve) => setTimeout(resolve, 50));
  /** Every product has this many events. */
  const fill = async (products: number, events = 1) => {
    for (let index = 0; index < products; index += 1) await saveEvents(database, `Product ${index}`, events);
  };
  /** Every call takes a turn of the event loop. */
  const relay = () => {
    const publish = async (event: Parameters<typeof publisher.publish>[0]) => {
      most = Math.max(most, (underWay += 1));
      await turn();
      await publisher.publish(event);
      underWay -= 1;
    };
    return relayOutbox({ outbox: database, publisher: { publish }, nudge: async () => {}, pause })(
      () => true,
    );
  };
  const counted = () => {
    const spies = [jest.spyOn(database, 'due'), jest.spyOn(database, 'remove')];
    return () => spies.reduce((sum, { mock }) => sum + mock.calls.length, 0);
  };

  it('reads the outbox twice if it is short: once to publish, once to see that nothing is left', async () => {
    await fill(1);
    const due = jest.spyOn(database, 'due');
    await relay();
    expect(due).toHaveBeenCalledTimes(2);
  });

  it('publishes at most 200 events at a time', async () => {
    await fill(450);
    expect((await relay()).published).toBe(450);
    expect(most).toBe(200);
  });

  it.each([
    ['of one event', 2_000, 1],
    ['of ten events', 200, 10],
    ['of thirty events', 100, 30],
  ])('takes at most 0.05 reads and removals for each event of products %s', async (_, products, events) => {
    await fill(products, events);
    const calls = counted();
    expect((await relay()).published).toBe(products * events);
    expect(calls() / (products * events)).toBeLessThan(0.05);
  });

  it('keeps few entries in memory, however long the backlogs are, and however slow the broker is', async () => {
    await fill(1, 500);
    const [backlog] = (await database.due(500)).backlogs;
    const lanes = new Lanes({
      outbox: database,
      publisher: { publish: () => new Promise(() => undefined) },
      hasTime: () => true,
    });
    let [entries, hasRoom] = [0, true];
    for (let product = 0; hasRoom && product < 1_000; product += 1) {
      entries += lanes.add([{ ...backlog!, productId: String(product) }]);
      hasRoom = await Promise.race([lanes.untilRoom().then(() => true), turn().then(() => false)]);
    }
    expect(hasRoom).toBe(false);
    // Products beyond the first ones keep 50 entries each.
    expect(lanes.busy.size).toBe(200);
    expect(entries).toBeLessThan(20_000);
  });

  it('frees the memory of products whose first event failed', async () => {
    await fill(1, 500);
    const [backlog] = (await database.due(500)).backlogs;
    const lanes = new Lanes({
      outbox: database,
      publisher: { publish: () => Promise.reject(new Error('throttled')) },
      hasTime: () => true,
    });
    for (let product = 0; product < 100; product += 1) {
      expect(lanes.add([{ ...backlog!, productId: String(product) }])).toBe(500);
      await lanes.untilSettled(Infinity);
    }
  });

  it('keeps a product busy until the removals before its failed event are saved, too', async () => {
    await fill(1, 2);
    const { backlogs } = await database.due(10);
    const removal = Promise.withResolvers<void>();
    jest.spyOn(database, 'remove').mockImplementation(() => removal.promise);
    const lanes = new Lanes({
      outbox: database,
      publisher: {
        publish: ({ sequence }) => (sequence === '1' ? turn() : Promise.reject(new Error('throttled'))),
      },
      hasTime: () => true,
    });
    lanes.add(backlogs);
    await lanes.untilSettled(1);
    // The failure is saved, the removal is not: a page would show the first event again.
    expect([...lanes.busy]).toEqual(['PRODUCT0']);
    removal.resolve();
    await lanes.untilSettled(2);
    expect([...lanes.busy]).toEqual([]);
  });
});
