import { InMemoryDatabase } from '@product-service/product/testing';
import { sendTo, signedInAs, type TestRequest } from './testing/product-api.js';

const BODY = JSON.stringify({ id: 'LATTE', name: 'Latte', price: 2 });

describe('the version of a product', () => {
  let send: (route: string, request?: TestRequest) => ReturnType<ReturnType<typeof sendTo>>;

  beforeEach(async () => {
    const sendAnonymously = sendTo(new InMemoryDatabase());
    const authorization = await signedInAs('ADMIN');
    send = (route, request) => sendAnonymously(route, { authorization, productId: 'LATTE', ...request });
    await send('POST /product', { body: '{"name":"Latte","price":1}' });
  });

  const changes = {
    'PUT /product': BODY,
    'PATCH /product/{productId}': '{"price":2}',
    'DELETE /product/{productId}': null,
  };

  it('is the ETag of every answer about it', async () => {
    const tagOf = async (route: string, body?: string) =>
      (await send(route, body === undefined ? {} : { body })).headers['ETag'];
    expect(await tagOf('POST /product', '{"name":"Latte","price":1}')).toBe('"1"');
    expect(await tagOf('GET /product/{productId}')).toBe('"1"');
    expect(await tagOf('PUT /product', BODY)).toBe('"2"');
    expect(await tagOf('PUT /product', BODY)).toBe('"2"');
    expect(await tagOf('PATCH /product/{productId}', '{"price":3}')).toBe('"3"');
    expect(await tagOf('GET /product/{productId}')).toBe('"3"');
  });

  it.each(['"1"', 'W/"1"', '"0", "1"', '"x",W/"1"', '*'])(
    'is not sent again to a caller that has it: If-None-Match %s',
    async (tags) => {
      const answer = await send('GET /product/{productId}', { headers: { 'If-None-Match': tags } });
      expect(answer).toMatchObject({ statusCode: 304, body: undefined, headers: { ETag: '"1"' } });
    },
  );

  it.each(['"2"', '"11"', '""'])('is sent to a caller that has another: If-None-Match %s', async (tags) => {
    const answer = await send('GET /product/{productId}', { headers: { 'if-none-match': tags } });
    expect(answer).toMatchObject({ statusCode: 200, data: { productId: 'LATTE' } });
  });

  describe.each(Object.entries(changes))('%s', (route, body) => {
    it.each(['"1"', '*', '"0", "1"'])('happens if it is the expected one: If-Match %s', async (tags) => {
      expect(await send(route, { body, headers: { 'If-Match': tags } })).toMatchObject({ statusCode: 200 });
    });

    // Weak tags never match: RFC 9110, section 13.1.1.
    it.each(['"2"', 'W/"1"', '"01"', '""', '"2", "3"'])(
      'is refused if it is another: If-Match %s',
      async (tags) => {
        expect(await send(route, { body, headers: { 'If-Match': tags } })).toMatchObject({
          statusCode: 412,
          data: 'Precondition failed',
          headers: { ETag: '"1"' },
          body: { errors: [{ path: 'If-Match', code: 'product/version-mismatch', currentVersion: 1 }] },
        });
        expect((await send('GET /product/{productId}')).headers['ETag']).toBe('"1"');
      },
    );

    it.each(['1', '', '"1', '"1" "2"', '"1",', 'W/1', 'w/"1"'])(
      'is refused if the header is malformed: If-Match %s',
      async (tags) => {
        expect(await send(route, { body, headers: { 'If-Match': tags } })).toMatchObject({
          statusCode: 400,
          body: { errors: [{ path: 'If-Match', code: 'request/invalid-header' }] },
        });
      },
    );
  });

  it('does not matter for an unknown product', async () => {
    const request = { productId: 'NONE', headers: { 'If-Match': '"1"' } };
    expect(await send('DELETE /product/{productId}', request)).toMatchObject({ statusCode: 404 });
  });
});
