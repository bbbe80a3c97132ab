import type { CatalogueReset } from '../ports/catalogue-reset.js';
import type { Outbox } from '../ports/outbox.js';
import type { ProductRepository } from '../ports/product-repository.js';
import { Product } from '../product.js';
import { instantOf } from '@product-service/events';
import { saveEvents } from './save-events.js';

/** Contract test suite of the `CatalogueReset` port. `open` returns an empty database. */
export const catalogueResetContract = (
  name: string,
  open: () => Promise<{ products: ProductRepository; outbox: Outbox; reset: CatalogueReset }>,
): void => {
  describe(`${name}: catalogue reset contract`, () => {
    const AT = instantOf(new Date(Date.UTC(2026, 0, 2)));
    const exactly = (count: number) => ({ count, isMore: false });

    it('counts and deletes products, tombstones, events and outcomes of requests', async () => {
      const { products, outbox, reset } = await open();
      await saveEvents(products, 'Latte', 2);
      await saveEvents(products, 'Mocha', 1);
      await products.update('MOCHA', (product) => product.delete(AT));
      const request = { key: 'one', fingerprint: 'a' };
      const change = () => ({ product: Product.create({ name: 'Ristretto', price: 1 }, AT), outcome: 1 });
      await products.create('RISTRETTO', change, request);
      expect(await reset.count()).toEqual({ products: exactly(3), events: exactly(5), requests: exactly(1) });

      expect(await reset.deleteSome()).toEqual({ products: 3, events: 5, requests: 1 });
      expect(await reset.count()).toEqual({ products: exactly(0), events: exactly(0), requests: exactly(0) });
      expect((await products.list({ limit: 10, includeDeleted: true })).products).toEqual([]);
      expect((await outbox.due(10)).backlogs).toEqual([]);
      // The same request changes a product again.
      expect(await products.create('RISTRETTO', change, request)).toMatchObject({ outcome: 1 });
      expect(await reset.count()).toMatchObject({ products: exactly(1) });
    });

    it('deletes no more than 1,000 rows of a kind in a call, and in the end all', async () => {
      const { products, reset } = await open();
      await saveEvents(products, 'Latte', 1_050);
      expect(await reset.deleteSome()).toEqual({ products: 1, events: 1_000, requests: 0 });
      expect(await reset.deleteSome()).toEqual({ products: 0, events: 50, requests: 0 });
      expect(await reset.deleteSome()).toEqual({ products: 0, events: 0, requests: 0 });
    });
  });
};
