import { DomainError, Product, type ProductRepository } from '@product-service/product';
import {
  listContract,
  productRepositoryContract,
  repeatedRequestsContract,
} from '@product-service/product/testing';
import { sql } from 'kysely';
import { dsqlOutbox } from './outbox.js';
import { at, create, dueEntries, openProducts, raisePrice } from './testing/repository.js';
import { useTestDatabase } from './testing/test-database.js';

const test = useTestDatabase();

productRepositoryContract('PostgreSQL', async () => ({
  products: openProducts(test.database).products,
  outbox: dsqlOutbox(test),
}));

listContract('PostgreSQL', async () => openProducts(test.database));

repeatedRequestsContract('PostgreSQL', async () => ({
  products: openProducts(test.database).products,
  outbox: dsqlOutbox(test),
  passDay: async () => {
    await sql`UPDATE product_api.repeatable_requests SET expires_at = expires_at - interval '24 hours'`.execute(
      test.kysely,
    );
  },
}));

describe('round trips', () => {
  /** The statements that one call sends on a warm connection, by round trip. */
  const sent = async (call: () => Promise<unknown>): Promise<string[]> => {
    const start = test.roundTrips.length;
    await call();
    return test.roundTrips.slice(start);
  };

  const request = (key: string) => ({ key, fingerprint: 'f' });
  const calls = (products: ProductRepository) => {
    const patch = (price: number, key: string) =>
      products.update('FLATWHITE', (product) => product.patchDetails({ price }, at(1)), request(key));
    const createWithKey = () =>
      products.create(
        'LATTE',
        () => ({ product: Product.create({ name: 'Latte', price: 1 }, at(0)), outcome: 'created' }),
        request('a'),
      );
    return { patch, createWithKey };
  };

  it('of reads and of writes without a change are as few as documented', async () => {
    const { products } = openProducts(test.database);
    const { patch, createWithKey } = calls(products);
    await create(products);
    await createWithKey();
    await patch(2, 'b');
    expect(await sent(() => products.find('FLATWHITE'))).toEqual(['select']);
    expect(await sent(() => products.list({ limit: 10 }))).toEqual(['select']);
    expect(await sent(() => products.update('FLATWHITE', () => undefined))).toEqual(['select']);
    expect(await sent(() => patch(2, 'c'))).toEqual(['select', 'select']);
    expect(await sent(() => patch(2, 'b'))).toEqual(['select', 'select']);
    expect(await sent(createWithKey)).toEqual(['begin insert', 'rollback', 'select']);
  });

  const remove = (products: ProductRepository) =>
    products.update('FLATWHITE', (product) => product.delete(at(2)));

  it('of writes are as few as documented', async () => {
    const { products } = openProducts(test.database);
    const { patch, createWithKey } = calls(products);
    expect(await sent(() => create(products))).toEqual(['begin insert', 'insert commit']);
    expect(await sent(() => raisePrice(products))).toEqual(['select', 'begin update', 'insert commit']);
    expect(await sent(createWithKey)).toEqual(['begin insert', 'insert', 'insert commit']);
    expect(await sent(() => patch(2, 'b'))).toEqual(['select', 'begin insert', 'update', 'insert commit']);
    expect(await sent(() => remove(products))).toEqual(['select', 'begin update', 'insert commit']);
  });

  it('of writes that are not pipelined are as few as documented', async () => {
    const { products } = openProducts(test.openAnother({ isPipelined: false }));
    const { patch, createWithKey } = calls(products);
    expect(await sent(() => create(products))).toEqual(['begin', 'insert', 'insert', 'commit']);
    expect(await sent(() => raisePrice(products))).toEqual(['select', 'begin', 'update', 'insert', 'commit']);
    expect(await sent(createWithKey)).toEqual(['begin', 'insert', 'insert', 'insert', 'commit']);
    expect(await sent(() => patch(2, 'b'))).toEqual([
      'select',
      'begin',
      'insert',
      'update',
      'insert',
      'commit',
    ]);
    expect(await sent(() => remove(products))).toEqual(['select', 'begin', 'update', 'insert', 'commit']);
  });

  it('reuse the connection', async () => {
    const { products } = openProducts(test.database);
    await create(products);
    const connections = async () =>
      (await sql`SELECT array_agg(pid ORDER BY pid) FROM pg_stat_activity`.execute(test.kysely)).rows;
    const before = await connections();
    for (let call = 0; call < 10; call++) await raisePrice(products);
    expect(await connections()).toEqual(before);
  });
});

describe('a call', () => {
  it('works on an open connection after a migration has added a column', async () => {
    const { products } = openProducts(test.database);
    await create(products);
    await raisePrice(products);
    await products.list({ limit: 1 });
    await sql`ALTER TABLE product_api.products ADD COLUMN added text`.execute(test.kysely);
    try {
      expect((await products.find('FLATWHITE'))?.state.version).toBe(2);
      expect((await products.list({ limit: 1 })).products).toHaveLength(1);
      expect((await raisePrice(products)).outcome).toBe('updated');
      expect((await create(products, 'Latte')).outcome).toBe('created');
    } finally {
      await sql`ALTER TABLE product_api.products DROP COLUMN added`.execute(test.kysely);
    }
  });

  it('neither stamps events nor reports a commit for an existing product', async () => {
    await create(openProducts(test.database).products);
    const { products, stamped, commits } = openProducts(test.database);
    expect((await create(products)).outcome).toBe('already-exists');
    expect([stamped, commits]).toEqual([[], []]);
  });

  it('stamps each event once, and reports the commit once', async () => {
    const { products, stamped, commits } = openProducts(test.database);
    await create(products);
    expect(stamped).toEqual(['product.productCreated']);
    expect(commits).toHaveLength(1);
    const [entry] = await dueEntries(test.database);
    expect(entry?.event.headers).toEqual({ traceparent: '00-1' });
  });

  it('that writes no event reports no commit', async () => {
    const { products, commits } = openProducts(test.database);
    await create(products);
    await create(products);
    await products.update('FLATWHITE', (product) =>
      product.applyStock(3, { time: at(1), eventId: 'a' }, at(1)),
    );
    expect(commits).toHaveLength(1);
  });

  it('succeeds even if onCommitted fails', async () => {
    const { products } = openProducts(test.database, {
      onCommit: () => Promise.reject(new Error('no nudge')),
    });
    expect((await create(products)).outcome).toBe('created');
  });

  it('rejects an invalid name before it connects', async () => {
    const unreachable = test.openAnother({ port: 1 });
    const { products } = openProducts(unreachable);
    await expect(create(products, 'a\0bcd')).rejects.toThrow(DomainError);
  });

  it.each(['NUL\0', 'lone surrogate \ud800', 'x'.repeat(256)])(
    'finds no product with the id %j',
    async (id) => {
      const { products } = openProducts(test.database);
      expect(await products.find(id)).toBeUndefined();
      await expect(products.update(id, () => undefined)).rejects.toMatchObject({ code: 'product/not-found' });
      expect(test.statements).toEqual([]);
    },
  );

  it('stores the longest possible name', async () => {
    const { products } = openProducts(test.database);
    const name = '\u{10400}'.repeat(225);
    await create(products, name);
    expect((await products.find(name))?.state.name).toBe(name);
  });
});

it('the test database rejects keys that are too large for Aurora DSQL', async () => {
  const { products } = openProducts(test.database);
  await create(products);
  const grow = (bytes: number) =>
    test.kysely
      .updateTable('products')
      .set({ id: 'x'.repeat(bytes) })
      .execute();
  // The time of the change is in an index with the id.
  const time = '2026-01-01 00:00:00+00'.length;
  await grow(1_024 - time);
  await expect(grow(1_025 - time)).rejects.toMatchObject({ code: '23514' });
});
