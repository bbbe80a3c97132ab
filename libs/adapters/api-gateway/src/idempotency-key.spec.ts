import { InMemoryDatabase } from '@product-service/product/testing';
import { sendTo, signedInAs, type TestRequest } from './testing/product-api.js';

describe('a request with an Idempotency-Key', () => {
  let database: InMemoryDatabase;
  let send: (route: string, request: TestRequest & { key?: string }) => ReturnType<ReturnType<typeof sendTo>>;

  beforeEach(async () => {
    database = new InMemoryDatabase();
    const sendAnonymously = sendTo(database);
    const authorization = await signedInAs('ADMIN');
    send = (route, { key = 'key', headers, ...request }) =>
      sendAnonymously(route, { authorization, headers: { 'Idempotency-Key': key, ...headers }, ...request });
  });

  const latte = '{"name":"Latte","price":1}';
  const productId = 'LATTE';
  const reused = {
    statusCode: 422,
    data: 'Unprocessable content',
    body: { errors: [{ path: 'Idempotency-Key', code: 'product/key-reused' }] },
  };
  const setPrice = (price: number, key: string) =>
    send('PATCH /product/{productId}', { productId, key, body: JSON.stringify({ price }) });

  it('gets the first answer again: status, headers and body', async () => {
    const first = await send('POST /product', { body: latte });
    await setPrice(7, 'other');
    expect(await send('POST /product', { body: latte })).toEqual(first);

    const update = { body: '{"id":"LATTE","name":"Latte","price":3}', headers: { 'If-Match': '"2"' } };
    const updated = await send('PUT /product', update);
    await setPrice(8, 'another');
    expect(await send('PUT /product', update)).toEqual(updated);

    const patched = await setPrice(9, 'third');
    await send('DELETE /product/{productId}', { productId });
    expect(await setPrice(9, 'third')).toEqual(patched);
    expect(await send('DELETE /product/{productId}', { productId })).toMatchObject({ statusCode: 200 });
    expect(database.unpublished).toHaveLength(6);
  });

  it('is refused if it is another request', async () => {
    await send('POST /product', { body: latte });
    expect(await send('POST /product', { body: '{"name":"Latte","price":2}' })).toMatchObject(reused);
    expect(await send('POST /product', { body: '{"name":"Mocha","price":1}' })).toMatchObject(reused);
    await setPrice(5, 'p');
    expect(await setPrice(6, 'p')).toMatchObject(reused);
  });

  it('is the same if only its formatting differs', async () => {
    const first = await send('POST /product', { body: latte });
    expect(await send('POST /product', { body: '{ "price": 1.0, "name": "Latte" }' })).toEqual(first);
    expect(await send('POST /product', { body: latte, key: '"key"' })).toEqual(first);
  });

  it('is another one of another caller, by another method or for another path', async () => {
    await send('POST /product', { body: latte });
    const bob = await signedInAs('ADMIN', undefined, 'bob');
    expect(
      await send('POST /product', { authorization: bob, body: '{"name":"Mocha","price":1}' }),
    ).toMatchObject({
      statusCode: 201,
    });
    expect(await send('PUT /product', { body: '{"id":"LATTE","name":"Latte","price":2}' })).toMatchObject({
      statusCode: 200,
    });
    for (const id of ['LATTE', 'MOCHA'])
      expect(await send('DELETE /product/{productId}', { productId: id })).toMatchObject({ statusCode: 200 });
  });

  it('is not kept if it failed or changed nothing', async () => {
    expect(await send('POST /product', { body: '{"name":"x","price":1}' })).toMatchObject({
      statusCode: 400,
    });
    expect(await send('POST /product', { body: latte })).toMatchObject({ statusCode: 201 });
    expect(await setPrice(1, 'p')).toMatchObject({ message: 'No updates required' });
    expect(await setPrice(2, 'p')).toMatchObject({ data: { price: 2 } });
  });

  it.each(['', '   ', '""', 'x'.repeat(256)])('is refused with the key "%s"', async (key) => {
    const requests = {
      'POST /product': latte,
      'PUT /product': '{"id":"LATTE","name":"Latte","price":2}',
      'PATCH /product/{productId}': '{}',
      'DELETE /product/{productId}': null,
      'POST /product/batch': JSON.stringify({ items: [{ action: 'create', product: JSON.parse(latte) }] }),
    };
    for (const [route, body] of Object.entries(requests))
      expect(await send(route, { productId, key, body })).toMatchObject({
        statusCode: 400,
        body: { errors: [{ path: 'Idempotency-Key', code: 'request/invalid-header' }] },
      });
    expect(database.unpublished).toEqual([]);
  });

  it('may have a key of 255 characters', async () => {
    expect(await send('POST /product', { body: latte, key: 'x'.repeat(255) })).toMatchObject({
      statusCode: 201,
    });
  });
});
