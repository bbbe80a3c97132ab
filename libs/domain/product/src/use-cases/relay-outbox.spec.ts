import { EventRejectedError, instantOf, type Event, type ProductEventType } from '@product-service/events';
import { RecordingPublisher } from '@product-service/events/testing';
import { InMemoryDatabase } from '../testing/in-memory-database.js';
import { createProduct } from './create-product.js';
import { MAX_REJECTIONS, relayOutbox } from './relay-outbox.js';
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
      await createProduct({ products: database, now })({ name, price: 1 });
      for (const price of [2, 3])
        await updateProduct({ products: database, now })({ id: name.toUpperCase(), name, price });
    }
  });

  const now = () => instantOf(new Date((clock += 1000)));
  const relay = (hasTime: () => boolean = () => true) =>
    relayOutbox({ outbox: database, publisher, nudge: async () => void (nudges += 1) })(hasTime);
  const about = (subject: string) => (event: Event) => event.subject === subject;
  const published = () => publisher.published.map(({ subject, sequence }) => `${subject} ${sequence}`);
  const failing = (error: Error, when: (event: Event<ProductEventType>) => boolean) =>
    publisher.failWhen((event) => (when(event) ? error : undefined));

  it('publishes everything, each product in version order, and forgets it', async () => {
    expect(await relay()).toEqual({ published: 6, failures: [] });
    expect(published()).toEqual(['LATTE 1', 'MOCHA 1', 'LATTE 2', 'MOCHA 2', 'LATTE 3', 'MOCHA 3']);
    expect(database.unpublished).toEqual([]);
    expect(nudges).toBe(0);
  });

  it('holds back only the product of an event that cannot be sent now, and goes on with it later', async () => {
    failing(new Error('throttled'), about('LATTE'));
    const { published: count, failures } = await relay();
    expect(count).toBe(3);
    expect(failures).toEqual([
      expect.objectContaining({ outcome: 'postponed', event: expect.objectContaining({ sequence: '1' }) }),
    ]);
    expect(published()).toEqual(['MOCHA 1', 'MOCHA 2', 'MOCHA 3']);

    publisher.heal();
    expect((await relay()).published).toBe(0);
    clock += 60_000;
    expect((await relay()).published).toBe(3);
    expect(published().slice(3)).toEqual(['LATTE 1', 'LATTE 2', 'LATTE 3']);
  });

  it('never parks an event that is not at fault', async () => {
    failing(new Error('broker down'), () => true);
    for (let run = 0; run < MAX_REJECTIONS + 2; run += 1) {
      const { failures } = await relay();
      expect(failures.map(({ outcome }) => outcome)).toEqual(['postponed', 'postponed']);
      clock += 60_000;
    }
  });

  it('parks an event that is refused too often, and everything after it of its product', async () => {
    failing(new EventRejectedError('too large'), (event) => about('LATTE')(event) && event.sequence === '2');
    const outcomes = [];
    for (let run = 0; run < MAX_REJECTIONS + 1; run += 1) {
      outcomes.push(...(await relay()).failures.map(({ outcome }) => outcome));
      clock += 60_000;
    }
    expect(outcomes).toEqual(['rejected', 'rejected', 'rejected', 'rejected', 'parked']);
    expect(published()).toEqual(['LATTE 1', 'MOCHA 1', 'MOCHA 2', 'MOCHA 3']);
    expect(database.unpublished.map(({ subject, sequence }) => `${subject} ${sequence}`)).toEqual([
      'LATTE 2',
      'LATTE 3',
    ]);
  });

  it('stops when its time is up and asks to be called again', async () => {
    let rounds = 0;
    await relay(() => ++rounds <= 1);
    expect(published()).toEqual(['LATTE 1', 'MOCHA 1']);
    expect(nudges).toBe(1);
    await relay();
    expect(published()).toHaveLength(6);
  });

  it('sends an event again, with the same id, when the outbox could not forget it', async () => {
    database.remove = () => Promise.reject(new Error('connection lost'));
    await expect(relay()).rejects.toThrow('connection lost');
    delete (database as Partial<InMemoryDatabase>).remove;
    await relay();
    const ids = publisher.published.filter(({ sequence }) => sequence === '1').map(({ id }) => id);
    expect(new Set(ids).size).toBe(2);
    expect(ids).toHaveLength(4);
  });
});
