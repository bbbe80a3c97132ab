import { instantOf, type Instant } from '@product-service/events';
import type { Outbox } from '../ports/outbox.js';
import type { ProductRepository } from '../ports/product-repository.js';
import { Product } from '../product.js';

const at = (second: number): Instant => instantOf(new Date(Date.UTC(2026, 0, 1, 0, 0, second)));

/**
 * What every outbox promises. `open` gives an empty one with the repository that fills it, and `pass`, which makes
 * that many seconds go by for it.
 */
export const outboxContract = (
  name: string,
  open: () => Promise<{
    products: ProductRepository;
    outbox: Outbox;
    pass: (seconds: number) => Promise<void>;
  }>,
): void => {
  describe(`${name}: the outbox's contract`, () => {
    let products: ProductRepository;
    let outbox: Outbox;
    let pass: (seconds: number) => Promise<void>;

    beforeEach(async () => {
      ({ products, outbox, pass } = await open());
      await create('Latte', 0);
      await create('Mocha', 1);
      await products.update('LATTE', (product) => product.changeDetails({ name: 'Latte', price: 2 }, at(2)));
      await products.update('LATTE', (product) => product.delete(at(3)));
    });

    const create = (productName: string, second: number) =>
      products.create(productName.toUpperCase(), () => ({
        product: Product.create({ name: productName, price: 1 }, at(second)),
        outcome: undefined,
      }));
    const due = async (limit = 100) =>
      (await outbox.due(limit)).map(({ event }) => `${event.subject} ${event.sequence}`);
    const idOf = async (subject: string, sequence: string) =>
      (await outbox.due(100)).find(({ event }) => event.subject === subject && event.sequence === sequence)!
        .event.id;

    it('gives the oldest entries first', async () => {
      expect(await due()).toEqual(['LATTE 1', 'MOCHA 1', 'LATTE 2', 'LATTE 3']);
      expect(await due(3)).toEqual(['LATTE 1', 'MOCHA 1', 'LATTE 2']);
    });

    it('forgets what is removed', async () => {
      await outbox.remove([await idOf('LATTE', '1'), await idOf('MOCHA', '1')]);
      expect(await due()).toEqual(['LATTE 2', 'LATTE 3']);
    });

    it('leaves out the whole product of a postponed entry, until its time has come', async () => {
      await outbox.postpone(await idOf('LATTE', '1'), 2);
      expect(await due()).toEqual(['MOCHA 1']);
      await pass(3);
      expect(await due()).toEqual(['LATTE 1', 'MOCHA 1', 'LATTE 2', 'LATTE 3']);
      expect((await outbox.due(1))[0]?.rejections).toBe(0);
    });

    it('counts rejections and waits after each', async () => {
      const id = await idOf('LATTE', '1');
      await outbox.reject(id, 'too large', 2);
      expect(await due()).toEqual(['MOCHA 1']);
      await pass(3);
      await outbox.reject(id, 'still too large', 0);
      await pass(1);
      expect((await outbox.due(1))[0]).toMatchObject({ rejections: 2, event: { id } });
    });

    it('leaves out the whole product of a parked entry for good', async () => {
      await outbox.park(await idOf('LATTE', '1'), 'refused five times');
      await pass(3);
      expect(await due()).toEqual(['MOCHA 1']);
    });
  });
};
