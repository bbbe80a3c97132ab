import { instantOf, type Instant } from '@product-service/events';
import type { ListPosition, ListQuery, ProductRepository } from '../ports/product-repository.js';
import { Product } from '../product.js';

const at = (second: number): Instant => instantOf(new Date(Date.UTC(2026, 0, 1, 0, 0, second)));

/** Contract test suite of `ProductRepository.list`. `open` returns an empty repository. */
export const listContract = (name: string, open: () => Promise<{ products: ProductRepository }>): void => {
  describe(`${name}: list contract`, () => {
    let products: ProductRepository;

    beforeEach(async () => {
      ({ products } = await open());
    });

    const create = (id: string, second = 0) =>
      products.create(id, (existing) => {
        const details = { name: `Name of ${id}`, price: 1 };
        existing?.createAgain(details, at(second));
        return { product: existing ?? Product.create(details, at(second), id), outcome: undefined };
      });
    const change = (id: string, second: number) =>
      products.update(id, (product) => product.patchDetails({ price: product.state.price + 1 }, at(second)));
    const remove = (id: string, second: number) =>
      products.update(id, (product) => product.delete(at(second)));
    /** The ids of each page. `between` runs after each page. */
    const pages = async (query: ListQuery, between: () => Promise<unknown> = async () => undefined) => {
      const found: string[][] = [];
      let after: ListPosition | undefined;
      do {
        const page = await products.list({ ...query, after });
        found.push(page.products.map(({ summary }) => summary.productId));
        after = page.next;
        await between();
      } while (after);
      return found;
    };

    it('is sorted by id in code-point order', async () => {
      // U+10400 sorts after U+FF21 by code point, before it by UTF-16 unit.
      const ids = ['Z', 'a', '-', '\u{10400}', '\u{FF21}', 'É'];
      for (const id of ids)
        await products.create(id, () => ({
          product: Product.restore({ ...Product.create({ name: 'Latte', price: 1 }, at(0)).state, id }),
          outcome: undefined,
        }));
      expect(await pages({ limit: 10 })).toEqual([['-', 'Z', 'a', 'É', '\u{FF21}', '\u{10400}']]);
    });

    it('returns all products, page by page', async () => {
      for (const id of ['e', 'b', 'd', 'a', 'c']) await create(id);
      await remove('b', 1);
      expect(await pages({ limit: 2 })).toEqual([
        ['a', 'c'],
        ['d', 'e'],
      ]);
      expect(await pages({ limit: 4 })).toEqual([['a', 'c', 'd', 'e']]);
      expect(await pages({ limit: 2, includeDeleted: true })).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
    });

    it('stays in step while products are created and deleted', async () => {
      for (const id of ['a', 'c', 'e', 'g']) await create(id);
      const between = [
        () => Promise.all([create('0'), create('f'), remove('a', 1)]),
        () => remove('e', 1),
        () => create('z'),
      ];
      const found = await pages({ limit: 1 }, async () => between.shift()?.());
      expect(found.flat()).toEqual(['a', 'c', 'f', 'g', 'z']);
    });

    it('returns what its products are', async () => {
      await create('a');
      await change('a', 1);
      await create('b', 2);
      await remove('b', 3);
      const { products: listed } = await products.list({ limit: 10, includeDeleted: true });
      expect(listed).toMatchObject([
        { summary: { productId: 'a', name: 'Name of a', price: 2 }, version: 2, updatedAt: at(1) },
        { summary: { productId: 'b' }, version: 2, updatedAt: at(3), deletedAt: at(3) },
      ]);
      expect(listed[0]?.deletedAt).toBeUndefined();
    });

    it('returns only the given ids', async () => {
      for (const id of ['a', 'b', 'c', 'd']) await create(id);
      await remove('c', 1);
      const ids = ['d', 'unknown', 'c', 'a'];
      expect(await pages({ limit: 10, ids })).toEqual([['a', 'd']]);
      expect(await pages({ limit: 1, ids })).toEqual([['a'], ['d']]);
      expect(await pages({ limit: 10, ids, includeDeleted: true })).toEqual([['a', 'c', 'd']]);
      expect(await pages({ limit: 10, ids, updatedSince: at(1), includeDeleted: true })).toEqual([['c']]);
      expect(await pages({ limit: 10, ids: [] })).toEqual([[]]);
    });

    it('returns changes in the order of their times', async () => {
      for (const [second, id] of ['d', 'c', 'b', 'a'].entries()) await create(id, second);
      await change('d', 10);
      await remove('c', 20);
      expect((await pages({ limit: 10, updatedSince: at(3) })).flat()).toEqual(['a', 'd']);
      const all = { updatedSince: at(3), includeDeleted: true };
      expect(await pages({ limit: 10, ...all })).toEqual([['a', 'd', 'c']]);
      expect((await pages({ limit: 1, ...all })).flat()).toEqual(['a', 'd', 'c']);
      expect((await pages({ limit: 10, updatedSince: at(21), includeDeleted: true })).flat()).toEqual([]);
    });

    it('returns changes of the same time, page by page', async () => {
      for (const id of ['c', 'a', 'b']) await create(id, 5);
      expect((await pages({ limit: 1, updatedSince: at(5) })).flat()).toEqual(['a', 'b', 'c']);
    });

    it('returns a product again that changes while changes are read', async () => {
      for (const id of ['a', 'b', 'c']) await create(id);
      const between = [() => change('a', 9)];
      const found = await pages({ limit: 1, updatedSince: at(0) }, async () => between.shift()?.());
      expect(found.flat()).toEqual(['a', 'b', 'c', 'a']);
    });
  });
};
