import { instantOf, type Instant } from '@product-service/events';
import type { Outbox, OutboxPage } from '../ports/outbox.js';
import type { ProductRepository } from '../ports/product-repository.js';
import { productIdOf } from '../product-name.js';
import { Product } from '../product.js';

const at = (second: number): Instant => instantOf(new Date(Date.UTC(2026, 0, 1, 0, 0, second)));

/**
 * Contract test suite of the `Outbox` port. `open` returns an empty outbox, the repository that fills it, and `pass`,
 * which advances the outbox's clock by some seconds.
 */
export const outboxContract = (
  name: string,
  open: () => Promise<{
    products: ProductRepository;
    outbox: Outbox;
    pass: (seconds: number) => Promise<void>;
  }>,
): void => {
  describe(`${name}: outbox contract`, () => {
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
      products.create(productIdOf(productName), () => ({
        product: Product.create({ name: productName, price: 1 }, at(second)),
        outcome: undefined,
      }));
    const sequencesOf = ({ backlogs }: OutboxPage) =>
      backlogs.map(({ entries }) => entries.map(({ event }) => event.sequence));
    const sizeOf = (page: OutboxPage) => sequencesOf(page).flat().length;
    const due = async () => {
      const { backlogs } = await outbox.due(100);
      return backlogs.flatMap(({ entries }) =>
        entries.map(({ event }) => `${event.subject} ${event.sequence}`),
      );
    };
    const entryOf = async (subject: string, sequence: string) =>
      (await outbox.due(100)).backlogs
        .flatMap(({ entries }) => entries)
        .find(({ event }) => event.subject === subject && event.sequence === sequence)!;
    const idOf = async (subject: string, sequence: string) => (await entryOf(subject, sequence)).event.id;

    it('returns entries grouped by product, in version order', async () => {
      const { backlogs, next } = await outbox.due(100);
      expect(
        backlogs.map(({ productId, entries }) => [productId, entries.map(({ event }) => event.sequence)]),
      ).toEqual([
        ['LATTE', ['1', '2', '3']],
        ['MOCHA', ['1']],
      ]);
      expect(next).toBeUndefined();
    });

    it('limits the entries of a page, and continues after its last product', async () => {
      const names = Array.from({ length: 7 }, (_, index) => `Name ${index}`);
      for (const each of names) await create(each, 5);

      const pages: OutboxPage[] = [await outbox.due(4)];
      for (let next = pages[0]!.next; next !== undefined; next = pages.at(-1)!.next)
        pages.push(await outbox.due(4, next));
      expect(pages.map(sizeOf)).toEqual([4, 4, 3]);
      const ids = pages.flatMap(({ backlogs }) => backlogs.map(({ productId }) => productId));
      expect(ids).toEqual(['LATTE', 'MOCHA', ...names.map(productIdOf)]);
    });

    it('shows only the first entries of a product with more than a page', async () => {
      const page = await outbox.due(2);
      expect(sequencesOf(page)).toEqual([['1', '2']]);
      expect(await outbox.due(2, page.next)).toMatchObject({ backlogs: [{ productId: 'MOCHA' }] });
    });

    it('returns an empty last page if the one before it was just full', async () => {
      const { next } = await outbox.due(4);
      expect(await outbox.due(4, next)).toEqual({ backlogs: [], hasPostponed: false, next: undefined });
    });

    it('does not return removed entries', async () => {
      await outbox.remove([await idOf('LATTE', '1'), await idOf('MOCHA', '1')]);
      expect(await due()).toEqual(['LATTE 2', 'LATTE 3']);
    });

    it('leaves out the whole product of a postponed entry until the entry is due', async () => {
      expect(await outbox.due(100)).toMatchObject({ hasPostponed: false });
      await outbox.postpone([await idOf('LATTE', '1')], 2);
      expect(await due()).toEqual(['MOCHA 1']);
      expect(await outbox.due(100)).toMatchObject({ hasPostponed: true });
      await pass(3);
      expect(await due()).toEqual(['LATTE 1', 'LATTE 2', 'LATTE 3', 'MOCHA 1']);
      expect(await entryOf('LATTE', '1')).toMatchObject({ rejections: 0 });
    });

    it('counts rejections and delays the retry after each', async () => {
      const id = await idOf('LATTE', '1');
      await outbox.reject(id, 'too large', 2);
      expect(await due()).toEqual(['MOCHA 1']);
      await pass(3);
      await outbox.reject(id, 'still too large', 0);
      await pass(1);
      expect(await entryOf('LATTE', '1')).toMatchObject({ rejections: 2, event: { id } });
    });

    it('shows the entries before a held one, because a run that was killed may have left them', async () => {
      const id = await idOf('LATTE', '2');
      await outbox.postpone([id], 2);
      expect(await due()).toEqual(['LATTE 1', 'MOCHA 1']);
      expect(await outbox.due(100)).toMatchObject({ hasPostponed: true });
      await outbox.park(id, 'refused five times');
      expect(await due()).toEqual(['LATTE 1', 'MOCHA 1']);
      expect(await outbox.due(100)).toMatchObject({ hasPostponed: false });
    });

    it('always leaves out the whole product of a parked entry', async () => {
      await outbox.park(await idOf('LATTE', '1'), 'refused five times');
      await pass(3);
      expect(await due()).toEqual(['MOCHA 1']);
      expect(await outbox.due(100)).toMatchObject({ hasPostponed: false });
    });
  });
};
