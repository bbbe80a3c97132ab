import { EventRejectedError, instantOf, type Event, type ProductEventType } from '@product-service/events';
import { RecordingPublisher } from '@product-service/events/testing';
import { InMemoryDatabase } from '../testing/in-memory-database.js';
import { productIdOf } from '../product-name.js';
import { createProduct } from './create-product.js';
import { MAX_REJECTIONS } from './relay-outbox-outcomes.js';
import { relayOutbox } from './relay-outbox.js';
import { updateProduct } from './update-product.js';

describe('relaying the outbox', () => {
  let clock: number;
  let database: InMemoryDatabase;
  let publisher: RecordingPublisher<ProductEventType>;
  let nudges: number;

  beforeEach(async () => {
    clock = Date.UTC(2026, 0, 1);
    database = new InMemoryDatabase(() => clock);
    publisher = new RecordingPublisher();
    nudges = 0;
    for (const name of ['Latte', 'Mocha']) {
      await create(name);
      for (const price of [2, 3]) await setPrice(name, price);
    }
  });

  const now = () => instantOf(new Date((clock += 1000)));
  const create = (name: string) => createProduct({ products: database, now })({ name, price: 1 });
  /** Creates this many products: `<name> 0`, `<name> 1` … */
  const createMany = async (count: number, name: string, first = 0) => {
    for (let index = 0; index < count; index += 1) await create(`${name} ${first + index}`);
  };
  const setPrice = (name: string, price: number) =>
    updateProduct({ products: database, now })({ id: productIdOf(name), name, price });
  const pause = async () => void (clock += 500);
  const relayWith = (pauseOfTest: () => Promise<void>) =>
    relayOutbox({ outbox: database, publisher, nudge: async () => void (nudges += 1), pause: pauseOfTest });
  /** Runs the relay, by default without a time limit. */
  const relay = (hasTime: () => boolean = () => true) => relayWith(pause)(hasTime);
  /** Waits for one turn of the event loop. */
  const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
  const seconds = (count: number) => {
    const end = clock + count * 1000;
    return () => clock < end;
  };
  const about = (subject: string) => (event: Event) => event.subject === subject;
  const named = (events: readonly Event[]) => events.map(({ subject, sequence }) => `${subject} ${sequence}`);
  const published = () => named(publisher.published);
  const failing = (error: Error, when: (event: Event<ProductEventType>) => boolean) =>
    publisher.failWhen((event) => (when(event) ? error : undefined));

  it('publishes and removes everything, each product in version order', async () => {
    expect(await relay()).toEqual({ published: 6, failures: [] });
    expect(published()).toEqual(['LATTE 1', 'MOCHA 1', 'LATTE 2', 'MOCHA 2', 'LATTE 3', 'MOCHA 3']);
    expect(database.unpublished).toEqual([]);
    expect(nudges).toBe(0);
  });

  it('delays only the product of a failed event, and retries it while there is time', async () => {
    failing(new Error('throttled'), about('LATTE'));
    const { published: count, failures } = await relay(seconds(5));
    expect(count).toBe(3);
    expect(failures).toEqual([
      expect.objectContaining({ outcome: 'postponed', event: expect.objectContaining({ sequence: '1' }) }),
    ]);
    expect(published()).toEqual(['MOCHA 1', 'MOCHA 2', 'MOCHA 3']);

    clock += 5_000;
    let attempts = 0;
    publisher.heal();
    publisher.failWhen((event) =>
      about('LATTE')(event) && ++attempts <= 2 ? new Error('throttled') : undefined,
    );
    expect(await relay(seconds(60))).toEqual({ published: 3, failures: [] });
    expect(published().slice(3)).toEqual(['LATTE 1', 'LATTE 2', 'LATTE 3']);
  });

  it('also waits for events that an earlier run postponed', async () => {
    failing(new Error('throttled'), () => true);
    await relay(seconds(5));
    publisher.heal();
    expect((await relay(seconds(10))).published).toBe(6);
    expect(nudges).toBe(1);
  });

  it('waits for all started calls, even after an error', async () => {
    let isBegun = false;
    const publish = publisher.publish.bind(publisher);
    publisher.publish = async (event) => {
      isBegun = true;
      for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
      await publish(event);
    };
    const due = database.due.bind(database);
    database.due = (limit, after) =>
      isBegun ? Promise.reject(new Error('connection lost')) : due(limit, after);
    await expect(relay()).rejects.toThrow('connection lost');
    const count = published().length;
    expect(count).toBeGreaterThan(0);
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(published()).toHaveLength(count);
  });

  it('publishes new events while it waits for a retry', async () => {
    failing(new Error('throttled'), about('LATTE'));
    let pauses = 0;
    await relayWith(async () => {
      clock += 500;
      if (++pauses === 3) await create('Newcomer');
    })(seconds(10));
    expect(published()).toContain('NEWCOMER 1');
  });

  it('does not delay other products while the broker does not reply for one', async () => {
    await createMany(12, 'Name');
    let answer = (): void => undefined;
    const answered = new Promise<void>((resolve) => (answer = resolve));
    const publish = publisher.publish.bind(publisher);
    publisher.publish = async (event) => {
      if (event.subject === 'LATTE') await answered;
      await publish(event);
    };
    let pauses = 0;
    const run = relayWith(async () => {
      if (++pauses === 1) await create('Newcomer');
      if (pauses < 3) return;
      // All but the three events of LATTE.
      expect(published()).toHaveLength(16);
      answer();
    })(() => true);
    expect(await run).toEqual({ published: 19, failures: [] });
    // No event twice: busy products are skipped.
    expect(new Set(published()).size).toBe(published().length);
  });

  it('never parks an event because of an outage', async () => {
    failing(new Error('broker down'), () => true);
    for (let run = 0; run < MAX_REJECTIONS + 2; run += 1) {
      const { failures } = await relay(seconds(10));
      expect(failures.map(({ outcome }) => outcome)).toEqual(['postponed', 'postponed']);
    }
    publisher.heal();
    clock += 10_000;
    expect((await relay()).published).toBe(6);
  });

  it('parks an event that is rejected too often, which blocks later events of its product', async () => {
    const refusedAt: number[] = [];
    publisher.failWhen((event) => {
      if (!about('LATTE')(event) || event.sequence !== '2') return undefined;
      refusedAt.push(clock);
      return new EventRejectedError('too large');
    });
    const { failures } = await relay();
    expect(failures.map(({ outcome }) => outcome)).toEqual(['parked']);
    expect(refusedAt).toHaveLength(MAX_REJECTIONS);
    const pauses = refusedAt.slice(1).map((at, index) => at - refusedAt[index]!);
    for (const [index, least] of [1_000, 2_000, 4_000, 8_000].entries()) {
      expect(pauses[index]).toBeGreaterThanOrEqual(least);
      expect(pauses[index]).toBeLessThan(least + 2_000);
    }
    expect(published()).toEqual(['LATTE 1', 'MOCHA 1', 'MOCHA 2', 'MOCHA 3']);
    expect(named(database.unpublished)).toEqual(['LATTE 2', 'LATTE 3']);
    expect(nudges).toBe(0);
  });

  it('ends even if many products are parked', async () => {
    failing(new EventRejectedError('too large'), () => true);
    await createMany(250, 'Parked');
    expect((await relay()).failures).toHaveLength(252);
    expect(await relay()).toEqual({ published: 0, failures: [] });
  });

  it('continues where the last run stopped, so that no product starves', async () => {
    await createMany(150, 'Zone', 1000);
    const run = relayWith(pause);
    let looks = 0;
    // One page per run, although the products of the first page have new events each time.
    await run(() => ++looks <= 2);
    for (const price of [8, 9]) await setPrice('Latte', price);
    const before = published().length;
    looks = 0;
    await run(() => ++looks <= 2);
    // The first page had 100 entries: 3 each of LATTE and MOCHA, and 94 others.
    expect(published()[before]).toBe('ZONE1094 1');
    await run(() => true);
    expect(database.unpublished).toEqual([]);
  });

  it('stops when its time is up and nudges the next run', async () => {
    await relay(() => publisher.published.length < 2);
    expect(published()).toEqual(['LATTE 1', 'MOCHA 1']);
    expect(nudges).toBe(1);
    await relay();
    expect(published()).toHaveLength(6);
  });

  it('does not end while a product that was being published has more events', async () => {
    await createMany(98, 'Name');
    for (let price = 2; price <= 150; price += 1) await setPrice('Name 0', price);
    expect(await relayWith(turn)(() => true)).toEqual({ published: 253, failures: [] });
    expect(database.unpublished).toEqual([]);
    expect(nudges).toBe(0);
  });

  it('publishes an event again with the same id if it could not be removed', async () => {
    database.remove = () => Promise.reject(new Error('connection lost'));
    await expect(relay()).rejects.toThrow('connection lost');
    delete (database as Partial<InMemoryDatabase>).remove;
    await relay();
    const ids = publisher.published.filter(({ sequence }) => sequence === '1').map(({ id }) => id);
    expect(new Set(ids).size).toBe(2);
    expect(ids).toHaveLength(4);
  });
});
