import { instantOf, type Instant } from '@product-service/events';
import { InMemoryDatabase } from '../testing/in-memory-database.js';
import { announceProducts, type AnnounceProducts, type AnnouncedSelection } from './announce-products.js';
import { createProduct } from './create-product.js';
import { deleteProduct } from './delete-product.js';
import { updateProduct } from './update-product.js';

const at = (second: number): Instant => instantOf(new Date(Date.UTC(2026, 0, 1, 0, 0, second)));
const NAMES = ['Cortado', 'Latte', 'Mocha', 'Ristretto'];

describe('products announced again', () => {
  let database: InMemoryDatabase;
  let announce: ReturnType<typeof announceProducts>;

  beforeEach(async () => {
    database = new InMemoryDatabase();
    announce = announceProducts({
      products: database,
      announcements: database,
      deriveId: (cause, type) => `${type} ${cause}`,
    });
    for (const [second, name] of NAMES.entries())
      await createProduct({ products: database, now: () => at(second) })({ name, price: 3 });
    await drain();
  });

  const drain = () => database.remove(database.unpublished.map(({ id }) => id));
  const update = (id: string, price: number) =>
    updateProduct({ products: database, now: () => at(price) })({ id, name: 'New name', price });
  const announced = () => database.unpublished.map(({ subject }) => subject);
  /** Announces page by page. `between` runs after each page. Returns the sizes of the pages. */
  const pages = async (
    which: AnnouncedSelection,
    limit?: number,
    between: () => Promise<unknown> = async () => undefined,
  ): Promise<number[]> => {
    const sizes: number[] = [];
    let after: AnnounceProducts['after'];
    do {
      const page = await announce({ announcementId: 'first', which, limit, after });
      sizes.push(page.announced);
      after = page.next;
      await between();
    } while (after);
    return sizes;
  };

  it('tells what each product is, under an id of announcement, product and version', async () => {
    await update('LATTE', 4);
    await drain();
    await pages({ kind: 'ids', ids: ['LATTE'] });
    expect(database.unpublished).toEqual([
      {
        id: 'product.productAnnounced ["first","LATTE",2]',
        type: 'product.productAnnounced',
        time: at(4),
        subject: 'LATTE',
        sequence: '2',
        data: { productId: 'LATTE', name: 'New name', price: 4, stockLevel: 0, pricingBrackets: [] },
        headers: {},
      },
    ]);
  });

  it('announces all products that exist, page by page', async () => {
    await deleteProduct({ products: database, now: () => at(9) })({ id: 'LATTE' });
    await drain();
    expect(await pages({ kind: 'all' }, 2)).toEqual([2, 1]);
    expect(announced()).toEqual(['CORTADO', 'MOCHA', 'RISTRETTO']);
  });

  it('announces products that changed since a time, and again those that change meanwhile', async () => {
    const between = [() => update('CORTADO', 20)];
    const since = { kind: 'since', since: at(2) } as const;
    expect(await pages(since, 1, async () => between.shift()?.())).toEqual([1, 1, 1]);
    expect(database.unpublished.map(({ type, subject }) => `${type.slice(15)} ${subject}`)).toEqual([
      'Announced MOCHA',
      'Updated CORTADO',
      'Announced RISTRETTO',
      'Announced CORTADO',
    ]);
  });

  it('announces the given products, and leaves out unknown ones', async () => {
    expect(await pages({ kind: 'ids', ids: ['MOCHA', 'UNKNOWN', 'CORTADO'] }, 1)).toEqual([1, 1]);
    expect(announced()).toEqual(['CORTADO', 'MOCHA']);
  });

  it('continues if all products of a page are deleted between reading and saving', async () => {
    const { list } = InMemoryDatabase.prototype;
    announce = announceProducts({
      products: {
        list: async (query) => {
          const page = await list.call(database, query);
          await deleteProduct({ products: database, now: () => at(9) })({ id: 'CORTADO' }).catch(() => {});
          return page;
        },
      },
      announcements: database,
      deriveId: (cause) => cause,
    });
    expect(await pages({ kind: 'all' }, 1)).toEqual([0, 1, 1, 1]);
  });

  it('gives a repeated page the same ids, and those of a changed product new ones', async () => {
    await pages({ kind: 'all' });
    const ids = database.unpublished.map(({ id }) => id);
    await pages({ kind: 'all' });
    expect(database.unpublished.map(({ id }) => id)).toEqual(ids);
    await update('LATTE', 4);
    await pages({ kind: 'all' });
    expect(database.unpublished.at(-1)?.id).toBe('product.productAnnounced ["first","LATTE",2]');
  });

  it.each([0, -1, 101, 1.5, NaN])('rejects a page of %p', async (limit) => {
    await expect(announce({ announcementId: 'first', which: { kind: 'all' }, limit })).rejects.toThrow(
      /^limit is .+: announce 1 to 100 products in a page\.$/,
    );
  });

  it('rejects too many ids', async () => {
    const ids = Array.from({ length: 101 }, (_, index) => `P${index}`);
    await expect(announce({ announcementId: 'first', which: { kind: 'ids', ids } })).rejects.toThrow(
      /^101 ids: announce no more than 100 at a time\.$/,
    );
  });
});
