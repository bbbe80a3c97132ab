import { instantOf, type Instant } from '@product-service/events';
import type { Outbox } from '../ports/outbox.js';
import type { ProductRepository } from '../ports/product-repository.js';
import { Product } from '../product.js';

const at = (second: number): Instant => instantOf(new Date(Date.UTC(2026, 0, 1, 0, 0, second)));
const request = { key: 'key', fingerprint: 'fingerprint' };
const other = { key: 'key', fingerprint: 'another fingerprint' };

/**
 * Contract test suite of a request that is sent again. `open` returns an empty repository, its outbox, and `passDay`, after
 * which requests that were kept are no longer known.
 */
export const repeatedRequestsContract = (
  name: string,
  open: () => Promise<{ products: ProductRepository; outbox: Outbox; passDay: () => Promise<void> }>,
): void => {
  describe(`${name}: a request that is sent again`, () => {
    // Not above: `expect` exists only while Jest runs.
    const keyReused = expect.objectContaining({ code: 'product/key-reused' });
    let products: ProductRepository;
    let outbox: Outbox;
    let passDay: () => Promise<void>;

    beforeEach(async () => {
      ({ products, outbox, passDay } = await open());
    });

    const create = (price = 1, repeatable?: typeof request) =>
      products.create(
        'LATTE',
        (existing) =>
          existing
            ? { product: existing, outcome: existing.createAgain({ name: 'Latte', price }, at(0)) }
            : { product: Product.create({ name: 'Latte', price }, at(0)), outcome: 'created' as const },
        repeatable,
      );
    const setPrice = (price: number, repeatable?: typeof request) =>
      products.update('LATTE', (product) => product.patchDetails({ price }, at(1)), repeatable);
    const remove = (repeatable?: typeof request) =>
      products.update('LATTE', (product) => product.delete(at(2)), repeatable);
    const eventCount = async () => (await outbox.due(100)).backlogs.flatMap(({ entries }) => entries).length;

    it('creates once, and returns the product as it was created', async () => {
      const first = await create(1, request);
      await setPrice(7);
      const again = await create(1, request);
      expect([again.outcome, again.product.state]).toEqual(['created', first.product.state]);
      expect(await eventCount()).toBe(2);
      expect(again.product.pullEvents()).toEqual([]);
    });

    it('updates once, and returns the product as it was updated', async () => {
      await create();
      const first = await setPrice(2, request);
      await setPrice(3);
      const again = await setPrice(2, request);
      expect([again.outcome, again.product.state]).toEqual(['updated', first.product.state]);
      expect((await products.find('LATTE'))?.state.price).toBe(3);
      expect(await eventCount()).toBe(3);
    });

    it('updates once, even if the change would no longer be possible', async () => {
      await create();
      const conditional = () =>
        products.update(
          'LATTE',
          (product) => {
            product.expectVersion([1]);
            return product.patchDetails({ price: 2 }, at(1));
          },
          request,
        );
      await conditional();
      expect((await conditional()).outcome).toBe('updated');
      expect(await eventCount()).toBe(2);
    });

    it('deletes once', async () => {
      await create();
      await remove(request);
      const { product, outcome } = await remove(request);
      expect([product.isDeleted, outcome]).toEqual([true, undefined]);
      await create();
      await remove(request);
      expect(await products.find('LATTE')).toBeDefined();
    });

    it('is rejected if it is another request', async () => {
      await create(1, request);
      await expect(create(1, other)).rejects.toEqual(keyReused);
      await expect(create(2, other)).rejects.toEqual(keyReused);
      await expect(setPrice(2, other)).rejects.toEqual(keyReused);
      await expect(setPrice(1, other)).rejects.toEqual(keyReused);
      await expect(remove(other)).rejects.toEqual(keyReused);
      expect(await eventCount()).toBe(1);
    });

    it('can be checked before it is sent', async () => {
      await create(1, request);
      const unused = { key: 'unused', fingerprint: '' };
      await products.checkRequests([unused, request]);
      await expect(products.checkRequests([unused, other])).rejects.toEqual(keyReused);
      await passDay();
      await products.checkRequests([other]);
    });

    it('is not kept if it changed nothing', async () => {
      await expect(setPrice(1, request)).rejects.toMatchObject({ code: 'product/not-found' });
      await create();
      expect((await create(1, request)).outcome).toBe('already-exists');
      expect((await setPrice(1, request)).outcome).toBe('unchanged');
      await expect(create(9, request)).rejects.toMatchObject({ code: 'product/already-exists' });
      expect((await setPrice(2, other)).outcome).toBe('updated');
    });

    it('is a new request after a day', async () => {
      await create(1, request);
      await passDay();
      expect((await setPrice(5, other)).outcome).toBe('updated');
      expect((await setPrice(6, { key: 'key 2', fingerprint: '' })).outcome).toBe('updated');
      await expect(create(1, request)).rejects.toEqual(keyReused);
    });

    it('changes the product once if both are sent at the same time', async () => {
      await create();
      const results = await Promise.all(
        Array.from({ length: 4 }, () =>
          products.update(
            'LATTE',
            (product) => product.patchDetails({ price: product.state.price + 1 }, at(1)),
            request,
          ),
        ),
      );
      expect(results.map(({ product, outcome }) => [product.state.price, outcome])).toEqual(
        results.map(() => [2, 'updated']),
      );
      expect((await products.find('LATTE'))?.state.version).toBe(2);
      expect(await eventCount()).toBe(2);
    });

    it('creates the product once if both are sent at the same time', async () => {
      const results = await Promise.all(Array.from({ length: 4 }, () => create(1, request)));
      expect(results.map(({ outcome }) => outcome)).toEqual(results.map(() => 'created'));
      expect(await eventCount()).toBe(1);
    });
  });
};
