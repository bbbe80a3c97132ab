import { instantOf, type Instant } from '@product-service/events';
import type { OutboxAdministration, WaitingEvent } from '../ports/outbox-administration.js';
import type { Outbox } from '../ports/outbox.js';
import type { ProductRepository } from '../ports/product-repository.js';
import { productIdOf } from '../product-name.js';
import { Product } from '../product.js';

const at = (second: number): Instant => instantOf(new Date(Date.UTC(2026, 0, 1, 0, 0, second)));

/**
 * Contract test suite of the `OutboxAdministration` port. `open` returns an empty outbox, its administration, and the
 * repository that fills it. Their clock is later than 1 January 2026.
 */
export const outboxAdministrationContract = (
  name: string,
  open: () => Promise<{
    products: ProductRepository;
    outbox: Outbox;
    administration: OutboxAdministration;
  }>,
): void => {
  describe(`${name}: outbox administration contract`, () => {
    let products: ProductRepository;
    let outbox: Outbox;
    let administration: OutboxAdministration;

    beforeEach(async () => {
      ({ products, outbox, administration } = await open());
    });

    const create = (productName: string, second: number) =>
      products.create(productIdOf(productName), () => ({
        product: Product.create({ name: productName, price: 1 }, at(second)),
        outcome: undefined,
      }));
    /** LATTE with versions 1 and 2, and MOCHA with version 1. */
    const fill = async () => {
      await create('Mocha', 60);
      await create('Latte', 0);
      await products.update('LATTE', (product) => product.changeDetails({ name: 'Latte', price: 2 }, at(2)));
    };
    const all = async () => (await administration.list({ limit: 100 })).events;
    const idOf = async (productId: string, version: number): Promise<string> => {
      const found = (await all()).find((event) => event.productId === productId && event.version === version);
      return found!.eventId;
    };
    const park = async (productId: string, version = 1): Promise<string> => {
      const id = await idOf(productId, version);
      await outbox.park(id, 'rejected: too large');
      return id;
    };
    const described = (events: readonly WaitingEvent[]) =>
      events.map(({ productId, version, state }) => `${productId} ${version} ${state}`);
    const dueProducts = async () => (await outbox.due(100)).backlogs.map(({ productId }) => productId);
    const counts = async () => {
      const { waiting, postponed, parked } = await administration.overview();
      return [waiting, postponed, parked].map(({ count, isMore }) => (isMore ? `>${count}` : count));
    };

    it('reports an empty outbox', async () => {
      expect(await counts()).toEqual([0, 0, 0]);
      expect(await administration.overview()).toMatchObject({ oldestAgeSeconds: 0 });
      expect(await administration.list({ limit: 1 })).toEqual({ events: [], next: undefined });
    });

    it('counts the events by state, a parked one not as postponed', async () => {
      await fill();
      await park('LATTE');
      await outbox.postpone([await idOf('MOCHA', 1)], 600);
      expect(await counts()).toEqual([3, 1, 1]);
    });

    it('knows the age of the oldest event', async () => {
      await create('Mocha', 60);
      const { oldestAgeSeconds: ofMocha } = await administration.overview();
      await create('Latte', 0);
      const { oldestAgeSeconds: ofLatte } = await administration.overview();
      expect(ofMocha).toBeGreaterThan(0);
      expect(ofLatte - ofMocha).toBeGreaterThanOrEqual(60);
    });

    it('lists events by product and version, with their state', async () => {
      await fill();
      await park('MOCHA');
      await outbox.postpone([await idOf('LATTE', 1)], 600);
      expect(described(await all())).toEqual(['LATTE 1 postponed', 'LATTE 2 waiting', 'MOCHA 1 parked']);
      expect((await all())[2]).toMatchObject({
        type: 'product.productCreated',
        occurredAt: at(60),
        rejections: 1,
        reason: 'rejected: too large',
      });
    });

    it('lists page by page, each event once', async () => {
      await fill();
      const first = await administration.list({ limit: 2 });
      expect(described(first.events)).toEqual(['LATTE 1 waiting', 'LATTE 2 waiting']);
      const second = await administration.list({ limit: 2, after: first.next });
      expect(described(second.events)).toEqual(['MOCHA 1 waiting']);
      expect(second.next).toBeUndefined();
    });

    it('has no next page after one that is just full', async () => {
      await fill();
      expect(await administration.list({ limit: 3 })).toMatchObject({ next: undefined });
    });

    it('lists parked events only, or those of one product', async () => {
      await fill();
      await park('LATTE');
      const parked = await administration.list({ limit: 10, isParked: true });
      expect(described(parked.events)).toEqual(['LATTE 1 parked']);
      const ofLatte = await administration.list({ limit: 10, productId: 'LATTE' });
      expect(described(ofLatte.events)).toEqual(['LATTE 1 parked', 'LATTE 2 waiting']);
      expect(await administration.list({ limit: 10, isParked: true, productId: 'MOCHA' })).toMatchObject({
        events: [],
      });
    });

    it('finds events, and not those that are no longer there', async () => {
      await fill();
      const [latte, mocha] = [await idOf('LATTE', 1), await idOf('MOCHA', 1)];
      await outbox.remove([mocha]);
      expect(described(await administration.find([latte, mocha]))).toEqual(['LATTE 1 waiting']);
      expect(await administration.find([])).toEqual([]);
    });

    it('a released event is due again, without rejections', async () => {
      await fill();
      const id = await park('LATTE');
      expect(await dueProducts()).toEqual(['MOCHA']);
      expect(await administration.release([id])).toBe(1);
      expect(await dueProducts()).toEqual(['LATTE', 'MOCHA']);
      expect(await administration.find([id])).toMatchObject([{ state: 'waiting', rejections: 0 }]);
    });

    it('later events pass a discarded one', async () => {
      await fill();
      const id = await park('LATTE');
      expect(await administration.discard([id])).toBe(1);
      expect(described(await all())).toEqual(['LATTE 2 waiting', 'MOCHA 1 waiting']);
      expect(await dueProducts()).toEqual(['LATTE', 'MOCHA']);
    });

    it('changes no event that is not parked: the relay may be publishing it', async () => {
      await fill();
      const [first, second] = [await idOf('LATTE', 1), await idOf('LATTE', 2)];
      await outbox.postpone([first], 600);
      const before = await all();
      expect(await administration.release([first, second])).toBe(0);
      expect(await administration.discard([first, second])).toBe(0);
      expect(await administration.release([])).toBe(0);
      expect(await administration.discard([])).toBe(0);
      expect(await all()).toEqual(before);
    });
  });
};
