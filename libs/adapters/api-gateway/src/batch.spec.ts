import { InMemoryDatabase } from '@product-service/product/testing';
import { sendTo, signedInAs, type TestRequest } from './testing/product-api.js';

describe('POST /product/batch', () => {
  let database: InMemoryDatabase;
  let send: (items: unknown, request?: TestRequest) => ReturnType<ReturnType<typeof sendTo>>;

  beforeEach(async () => {
    database = new InMemoryDatabase();
    const authorization = await signedInAs('ADMIN');
    send = (items, request) =>
      sendTo(database)('POST /product/batch', { authorization, body: JSON.stringify({ items }), ...request });
  });

  const create = (name: string, price = 1, id?: string) => ({
    action: 'create',
    product: { id, name, price },
  });
  const update = (id: string, price: number, ifVersion?: unknown) => ({
    action: 'update',
    product: { id, name: 'Latte', price },
    ifVersion,
  });

  it('answers each item as its own request would be', async () => {
    const { statusCode, data, message } = await send([
      create('Latte'),
      create('Latte'),
      create('Latte', 2),
      create('Mocha', 1, 'own-id'),
      update('LATTE', 5, 1),
      update('LATTE', 5),
      update('LATTE', 6, 1),
      update('NONE', 6),
      create('x'),
    ]);
    const view = { productId: 'LATTE', name: 'Latte', price: 1, stockLevel: 0, pricingBrackets: [] };
    expect([statusCode, message]).toEqual([200, 'OK']);
    expect(data).toEqual([
      { status: 201, data: view, message: 'OK', version: 1 },
      { status: 201, data: view, message: 'OK', version: 1 },
      expect.objectContaining({ status: 409, data: 'Conflict' }),
      expect.objectContaining({ status: 201, data: expect.objectContaining({ productId: 'own-id' }) }),
      { status: 200, data: { ...view, price: 5 }, message: 'OK', version: 2 },
      { status: 200, data: { ...view, price: 5 }, message: 'No updates required', version: 2 },
      expect.objectContaining({
        status: 412,
        errors: [expect.objectContaining({ path: 'items.6.ifVersion', currentVersion: 2 })],
      }),
      expect.objectContaining({ status: 404, message: 'Product not found' }),
      expect.objectContaining({
        status: 400,
        errors: [expect.objectContaining({ path: 'items.8.product.name', code: 'product/invalid-name' })],
      }),
    ]);
    expect(database.unpublished).toHaveLength(3);
  });

  it.each([
    [7, 'items.1', 'request/invalid-body'],
    [{}, 'items.1.action', 'request/invalid-field'],
    [{ action: 'delete', product: {} }, 'items.1.action', 'request/invalid-field'],
    [{ action: 'create' }, 'items.1.product', 'request/invalid-field'],
    [{ action: 'create', product: { name: 7, price: 1 } }, 'items.1.product.name', 'request/invalid-field'],
    [create('Mocha', 1, 'a/b'), 'items.1.product.id', 'product/invalid-id'],
    [update('LATTE', 0), 'items.1.product.price', 'product/invalid-price'],
    [update('LATTE', 1, '1'), 'items.1.ifVersion', 'request/invalid-field'],
  ])('answers the invalid item %j alone', async (item, path, code) => {
    const { statusCode, data } = await send([create('Latte'), item, create('Espresso')]);
    expect(statusCode).toBe(200);
    expect(data).toMatchObject([{ status: 201 }, { status: 400, errors: [{ path, code }] }, { status: 201 }]);
  });

  it.each([
    [undefined, 'items'],
    [[], 'items'],
    [{}, 'items'],
    [Array(101).fill(create('Latte')), 'items'],
  ])('is refused with the items %j', async (items, path) => {
    const { statusCode, body } = await send(items);
    expect([statusCode, body]).toMatchObject([400, { errors: [{ path }] }]);
    expect(database.unpublished).toEqual([]);
  });

  it('may have 100 items of the largest size, and 512 KiB', async () => {
    const items = Array.from({ length: 100 }, (_, index) => create(`${index} ${'\\'.repeat(250)}`));
    const { data } = await send(items);
    expect((data as { status: number }[]).map(({ status }) => status)).toEqual(items.map(() => 201));
    const tooLarge = await send([], { body: JSON.stringify({ items, more: 'x'.repeat(512 * 1024) }) });
    expect(tooLarge.statusCode).toBe(413);
  });

  it('with an Idempotency-Key writes once, and tries failed items again', async () => {
    const headers = { 'Idempotency-Key': 'key' };
    const items = [create('Latte'), update('MOCHA', 2), update('LATTE', 7)];
    const first = await send(items, { headers });
    expect(first.data).toMatchObject([{ status: 201 }, { status: 404 }, { status: 200 }]);
    await send([create('Mocha')]);
    const again = await send(items, { headers });
    expect(again.data).toMatchObject([
      { status: 201, version: 1 },
      { status: 200 },
      { status: 200, version: 2 },
    ]);
    expect(database.unpublished).toHaveLength(4);
    expect((again.data as unknown[])[0]).toEqual((first.data as unknown[])[0]);
  });

  it.each([
    ['other items', [create('Mocha'), create('Espresso')]],
    ['fewer items', [create('Latte')]],
    ['more items', [create('x'), create('Latte'), create('Espresso')]],
  ])('is refused as a whole with the key of a batch with %s', async (_, items) => {
    const headers = { 'Idempotency-Key': 'key' };
    await send([create('x'), create('Latte')], { headers });
    expect(await send(items, { headers })).toMatchObject({
      statusCode: 422,
      body: { errors: [{ path: 'Idempotency-Key', code: 'product/key-reused' }] },
    });
    expect(database.unpublished).toHaveLength(1);
  });
});
