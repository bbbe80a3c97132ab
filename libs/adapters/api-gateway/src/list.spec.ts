import { MAX_NAME_LENGTH, Product, type ListProductsResult } from '@product-service/product';
import { InMemoryDatabase } from '@product-service/product/testing';
import { instantOf, type Instant } from '@product-service/events';
import { logLines } from '@product-service/logger/testing';
import { encodeCursor } from './list-cursor.js';
import { listed, MAX_PRODUCT_BYTES } from './list-response.js';
import { apiEvent, sendTo, signedInAs } from './testing/product-api.js';

const at = (second: number): Instant => instantOf(new Date(Date.UTC(2026, 0, 1, 0, 0, second)));

describe('the list', () => {
  let database: InMemoryDatabase;

  beforeEach(() => {
    database = new InMemoryDatabase();
  });

  const create = (id: string, second = 0) =>
    database.create(id, () => ({
      product: Product.create({ name: `Name ${id}`, price: 1 }, at(second), id),
      outcome: undefined,
    }));
  const remove = (id: string, second: number) => database.update(id, (product) => product.delete(at(second)));
  const list = async (query = '') => {
    const { statusCode, headers, body } = await sendTo(database)('GET /product', { query });
    const { data, nextCursor, asOf } = body as { data: object[]; nextCursor?: string; asOf: string };
    return { statusCode, headers, data, nextCursor, asOf };
  };
  const idsIn = async (query: string) =>
    (await list(query)).data.map((product) => (product as { productId: string }).productId);

  it('is complete without parameters', async () => {
    for (const id of ['b', 'a', 'c']) await create(id);
    await remove('c', 1);
    const { data, nextCursor, asOf, headers } = await list();
    expect(data).toEqual(
      ['a', 'b'].map((id) => ({ productId: id, name: `Name ${id}`, price: 1, stockLevel: 0 })),
    );
    expect([nextCursor, asOf]).toEqual([undefined, undefined]);
    for (const name of ['Link', 'X-Result-Truncated']) expect(headers).not.toHaveProperty(name);
  });

  it('has a link to the next page, with the same parameters', async () => {
    for (const id of ['a', 'b', 'c', 'd', 'e']) await create(id);
    const first = await list('limit=2&ids=a,b,c&ids=d&other=1');
    expect(first.headers['Link']).toBe(
      `</product?limit=2&ids=a%2Cb%2Cc&ids=d&other=1&cursor=${first.nextCursor}>; rel="next"`,
    );
    expect(first.headers).not.toHaveProperty('X-Result-Truncated');
    const { data, nextCursor, asOf } = await list(`limit=2&ids=a,b,c&ids=d&cursor=${first.nextCursor}`);
    expect(data).toMatchObject([{ productId: 'c' }, { productId: 'd' }]);
    expect(nextCursor).toBeUndefined();
    expect(asOf).toBe(first.asOf);
  });

  it('gives the time since which later changes are, five minutes before the read', async () => {
    const before = Date.now();
    const { asOf } = await list('limit=1');
    const read = Date.parse(asOf) + 5 * 60_000;
    expect(read).toBeGreaterThanOrEqual(before);
    expect(read).toBeLessThanOrEqual(Date.now());
  });

  it('shows changes with their versions and times', async () => {
    await create('old', 0);
    await create('new', 5);
    await create('gone', 5);
    await remove('gone', 6);
    const summary = { name: 'Name new', price: 1, stockLevel: 0 };
    const changes = [{ productId: 'new', ...summary, version: 1, updatedAt: at(5) }];
    const tombstones = [{ productId: 'gone', version: 2, updatedAt: at(6), deletedAt: at(6) }];
    expect((await list(`updatedSince=${at(5)}`)).data).toEqual(changes);
    expect((await list(`updatedSince=${at(5)}&includeDeleted=false`)).data).toEqual(changes);
    expect((await list(`updatedSince=${at(5)}&includeDeleted=true`)).data).toEqual([
      ...changes,
      ...tombstones,
    ]);
    expect((await list('ids=gone&includeDeleted=true')).data).toEqual(tombstones);
  });

  it('finds ids that contain commas and percent signs', async () => {
    for (const name of ['Salt, Pepper', '100% Juice', 'Salt'])
      await sendTo(database)('POST /product', {
        authorization: await signedInAs('ADMIN'),
        body: JSON.stringify({ name, price: 1 }),
      });
    expect(await idsIn(`ids=${encodeURIComponent('SALT%2CPEPPER,100%25JUICE')}`)).toEqual([
      '100%JUICE',
      'SALT,PEPPER',
    ]);
    expect(await idsIn('ids=SALT,PEPPER')).toEqual(['SALT']);
  });

  it.each([
    ['limit=0', 'limit'],
    ['limit=1001', 'limit'],
    ['limit=-1', 'limit'],
    ['limit=1.5', 'limit'],
    ['limit=1e2', 'limit'],
    ['limit=', 'limit'],
    ['limit=1&limit=2', 'limit'],
    ['cursor=', 'cursor'],
    ['cursor=x', 'cursor'],
    ['cursor=W10', 'cursor'],
    ['ids=', 'ids.0'],
    ['ids=a,,b', 'ids.1'],
    ['ids=%25', 'ids'],
    [`ids=${Array(101).fill('a').join()}`, 'ids'],
    ['updatedSince=yesterday', 'updatedSince'],
    ['updatedSince=', 'updatedSince'],
    ['updatedSince=2026-02-30T00:00:00Z', 'updatedSince'],
    ['includeDeleted=1', 'includeDeleted'],
    ['includeDeleted=true&includeDeleted=true', 'includeDeleted'],
    [`updatedSince=${at(0)}&cursor=${encodeCursor({ after: { id: 'a' }, asOf: at(0) })}`, 'cursor'],
    [`cursor=${encodeCursor({ after: { id: 'a', updatedAt: at(0) }, asOf: at(0) })}`, 'cursor'],
  ])('is refused with %s', async (query, path) => {
    const { statusCode, body } = await sendTo(database)('GET /product', { query });
    expect([statusCode, body]).toMatchObject([
      400,
      { errors: [{ path, code: 'request/invalid-parameter' }] },
    ]);
  });

  it('ignores unknown parameters', async () => {
    await create('a');
    expect(await idsIn('page=7&Limit=0&__proto__=x')).toEqual(['a']);
  });
});

describe('a list that is too large for one response', () => {
  // U+0001 is one character in the domain and \u0001 in JSON. No price or level is longer than these.
  const name = '\u0001'.repeat(200);
  const products = Array.from({ length: 10_000 }, (_, index) => ({
    summary: {
      productId: `${index} ${name}`,
      name,
      price: 999_999_999.9999,
      stockLevel: -1.7976931348623157e308,
    },
    version: 1,
    updatedAt: at(0),
  }));
  const result: ListProductsResult = { products, asOf: at(1) };
  const listedFor = (query: string) => {
    const response = listed(result, apiEvent('GET /product', { query }));
    const { data, nextCursor } = JSON.parse(response.body) as { data: unknown[]; nextCursor: string };
    return { response, data, nextCursor };
  };

  it('is cut within Lambda’s limit of 6 MB, and says so', () => {
    const { response, data, nextCursor } = listedFor('');
    const bytes = Buffer.byteLength(JSON.stringify(response));
    expect(bytes).toBeGreaterThan(4_500_000);
    expect(bytes).toBeLessThan(5_500_000);
    expect(response.headers).toMatchObject({
      'X-Result-Truncated': 'true',
      Link: expect.stringContaining(nextCursor),
    });
    const last = products[data.length - 1]!;
    expect(nextCursor).toBe(encodeCursor({ after: { id: last.summary.productId }, asOf: at(1) }));
    expect(logLines()).toContainEqual(expect.objectContaining({ level: 'WARN', listed: data.length }));
  });

  it('is measured only if it has more products than always fit', () => {
    const longest = '\u0001'.repeat(MAX_NAME_LENGTH);
    const largest = {
      ...products[0]!,
      summary: { ...products[0]!.summary, productId: longest, name: longest },
    };
    const { body } = listed(
      { products: [largest], asOf: at(1) },
      apiEvent('GET /product', { query: `updatedSince=${at(0)}` }),
    );
    expect(Buffer.byteLength(JSON.stringify(body))).toBeLessThan(MAX_PRODUCT_BYTES);
  });

  it('continues a list of changes at the time of the last one', () => {
    const { response, data, nextCursor } = listedFor(`updatedSince=${at(0)}&limit=1000`);
    const last = products[data.length - 1]!;
    const after = { id: last.summary.productId, updatedAt: at(0) };
    expect(nextCursor).toBe(encodeCursor({ after, asOf: at(1) }));
    expect(response.headers).not.toHaveProperty('X-Result-Truncated');
  });
});
