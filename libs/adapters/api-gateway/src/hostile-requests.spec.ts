import { InMemoryDatabase } from '@product-service/product/testing';
import { sendTo, signedInAs, type TestResponse } from './testing/product-api.js';

const send = sendTo(new InMemoryDatabase());

describe('a cursor that a client has made of its own', () => {
  const asOf = '2026-11-22T09:30:00Z';
  const listFrom = (...content: unknown[]): Promise<TestResponse> =>
    send('GET /product', { query: `cursor=${Buffer.from(JSON.stringify(content)).toString('base64url')}` });

  it.each(['\0', 'A\0', '\ud800', ''])('is refused if no product can have its id: %j', async (id) => {
    expect(await listFrom(id, null, asOf)).toMatchObject({
      statusCode: 400,
      body: { errors: [{ path: 'cursor', code: 'request/invalid-parameter' }] },
    });
  });

  it('is a position in the list otherwise', async () => {
    expect(await listFrom('A', null, asOf)).toMatchObject({ statusCode: 200 });
  });
});

it('a batch with a key may have an item that is nested deeply', async () => {
  const nested = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
  const request = {
    authorization: await signedInAs('ADMIN'),
    headers: { 'Idempotency-Key': 'nested' },
    body: `{"items":[${nested},{"action":"create","product":{"name":"Flat White","price":1}}]}`,
  };
  for (const _ of ['first', 'again'])
    expect(await send('POST /product/batch', request)).toMatchObject({
      statusCode: 200,
      data: [{ status: 400 }, { status: 201 }],
    });
});
