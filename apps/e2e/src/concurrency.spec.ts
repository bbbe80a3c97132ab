import { sleep } from './eventually.js';
import {
  acceptedVersions,
  type BusEvent,
  type Envelope,
  EVENTS_PER_CHANGE,
  Inbox,
  newPriceIn,
} from './inbox.js';
import { Service } from './service.js';

describe('many writes at once', () => {
  let service: Service;
  let topics: Inbox<Envelope>;
  let bus: Inbox<BusEvent>;

  beforeAll(async () => {
    service = await Service.start();
    topics = await Inbox.ofTopics(service);
    bus = await Inbox.ofBus(service);
  }, 120_000);
  afterAll(async () => {
    await Promise.all([topics?.close(), bus?.close()]);
    await service?.stop();
  });

  it('publish each change exactly once', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `Burst ${index}`);
    await Promise.all(names.map((name) => service.create(name, 1)));
    const updates = await Promise.all(
      names.flatMap((name, index) => [2, 3, 4].map((price) => service.update(`BURST${index}`, name, price))),
    );
    // Of three concurrent updates of one product, one may fail with a conflict. It changes nothing.
    expect(updates.filter(({ status }) => ![200, 409].includes(status))).toEqual([]);
    const changes = names.length + updates.filter(({ status }) => status === 200).length;
    expect(changes).toBeGreaterThan(2 * names.length);

    await bus.until((events) => events.length >= changes * EVENTS_PER_CHANGE, 30);
    // A second copy of an event would arrive within this time.
    await sleep(1_000);
    expect(bus.received).toHaveLength(changes * EVENTS_PER_CHANGE);
    expect(topics.received).toHaveLength(changes);
    expect(new Set(topics.received.map(({ id }) => id)).size).toBe(changes);
    for (let index = 0; index < names.length; index += 1) {
      const versions = acceptedVersions(service, `BURST${index}`, topics);
      expect(versions).toEqual(versions.map((_, position) => position + 1));
    }
  }, 90_000);

  it('wake the relay: no event waits for the next scheduled run', async () => {
    // With scheduled runs alone, one a minute, these three would take more than two minutes.
    for (const name of ['Quick One', 'Quick Two', 'Quick Three']) {
      await service.create(name);
      const id = name.toUpperCase().replace(' ', '');
      await bus.until((events) => events.some(({ detail }) => detail.subject === id), 25);
    }
  }, 90_000);

  it('of one product lose no update: each starts from the result of the one before', async () => {
    await service.create('Contended', 1);
    const prices = [2, 3, 4, 5, 6, 7];
    await Promise.all(prices.map((price) => service.update('CONTENDED', 'Contended', price)));
    const { price } = (await service.get('CONTENDED')).body.data as { price: number };

    const events = await topics.until((all) =>
      all.some(({ subject, data }) => subject === 'CONTENDED' && newPriceIn(data) === price),
    );
    const updates = events
      .filter(({ subject, type }) => subject === 'CONTENDED' && type === 'product.productUpdated')
      .sort((a, b) => Number(a.sequence) - Number(b.sequence))
      .map(({ data }) => data as unknown as { previous: { price: number }; new: { price: number } });
    const before = [1, ...updates.map((update) => update.new.price)];
    expect(updates.map(({ previous }) => previous.price)).toEqual(before.slice(0, -1));
    expect(before.at(-1)).toBe(price);
    const versions = acceptedVersions(service, 'CONTENDED', topics);
    expect(versions).toEqual(versions.map((_, position) => position + 1));
  }, 60_000);
});
