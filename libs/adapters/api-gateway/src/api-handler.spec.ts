import { logLines, logText } from '@product-service/logger/testing';
import type { ProductRepository } from '@product-service/product';
import { InMemoryDatabase } from '@product-service/product/testing';
import { CORS_HEADERS } from './index.js';
import { sendTo, signedInAs, type TestRequest } from './testing/product-api.js';

let database: InMemoryDatabase;
let admin: string;

beforeEach(async () => {
  database = new InMemoryDatabase();
  admin = await signedInAs('ADMIN');
});

const send = (route: string, request?: TestRequest) => sendTo(database)(route, request);
const asAdmin = (route: string, body: unknown, productId?: string) =>
  send(route, {
    authorization: admin,
    body: JSON.stringify(body),
    ...(productId !== undefined && { productId }),
  });

const flatWhite = { name: 'Flat White', price: 3.5 };
const flatWhiteView = { productId: 'FLATWHITE', ...flatWhite, stockLevel: 0, pricingBrackets: [] };

describe('the product API', () => {
  it('creates a product once', async () => {
    expect(await asAdmin('POST /product', flatWhite)).toMatchObject({
      statusCode: 201,
      data: flatWhiteView,
      message: 'OK',
    });
    expect(await asAdmin('POST /product', flatWhite)).toMatchObject({ statusCode: 201, data: flatWhiteView });
    expect(await asAdmin('POST /product', { ...flatWhite, price: 4 })).toMatchObject({
      statusCode: 409,
      data: 'Conflict',
      message: expect.stringContaining('FLATWHITE'),
    });
    expect(database.unpublished).toHaveLength(1);
  });

  it('changes a product, and reports if nothing changed', async () => {
    await asAdmin('POST /product', flatWhite);
    const change = { id: 'FLATWHITE', name: 'Flatter White', price: 4 };
    expect(await asAdmin('PUT /product', change)).toMatchObject({
      statusCode: 200,
      data: { ...flatWhiteView, name: 'Flatter White', price: 4 },
      message: 'OK',
    });
    expect(await asAdmin('PUT /product', change)).toMatchObject({
      statusCode: 200,
      data: 'OK',
      message: 'No updates required',
    });
  });

  it('returns a product and the catalogue without a token', async () => {
    await asAdmin('POST /product', flatWhite);
    expect(await send('GET /product/{productId}', { productId: 'FLATWHITE' })).toMatchObject({
      statusCode: 200,
      data: flatWhiteView,
      message: 'OK',
    });
    const { pricingBrackets: _, ...summary } = flatWhiteView;
    expect((await send('GET /product')).data).toEqual([summary]);
  });

  it('creates a product with the id that the caller chose', async () => {
    const own = { ...flatWhite, id: 'flat-white_1' };
    expect(await asAdmin('POST /product', own)).toMatchObject({
      statusCode: 201,
      data: { productId: 'flat-white_1' },
      headers: { Location: '/product/flat-white_1' },
    });
    expect(await asAdmin('POST /product', { ...flatWhite, id: null })).toMatchObject({
      data: { productId: 'FLATWHITE' },
    });
    for (const id of ['', 'a/b', '..', 7])
      expect(await asAdmin('POST /product', { ...flatWhite, id })).toMatchObject({
        statusCode: 400,
        body: { errors: [{ path: 'id' }] },
      });
  });

  it('changes some fields of a product', async () => {
    await asAdmin('POST /product', flatWhite);
    const route = 'PATCH /product/{productId}';
    const patched = { statusCode: 200, data: { ...flatWhiteView, price: 4 } };
    expect(await asAdmin(route, { price: 4, unknown: 1 }, 'FLATWHITE')).toMatchObject({
      ...patched,
      message: 'OK',
    });
    expect(await asAdmin(route, {}, 'FLATWHITE')).toMatchObject({
      ...patched,
      message: 'No updates required',
    });
    for (const patch of [{ name: null }, { price: 'x' }, { price: 0 }, [], null])
      expect(await asAdmin(route, patch, 'FLATWHITE')).toMatchObject({ statusCode: 400 });
    expect(await asAdmin(route, { price: 4 }, 'NONE')).toMatchObject({ statusCode: 404 });
  });

  it('deletes a product', async () => {
    await asAdmin('POST /product', flatWhite);
    expect(await asAdmin('DELETE /product/{productId}', undefined, 'FLATWHITE')).toMatchObject({
      statusCode: 200,
      data: 'OK',
      message: 'OK',
    });
  });

  it.each([
    ['GET /product/{productId}', undefined, 'NONE'],
    ['DELETE /product/{productId}', undefined, 'NONE'],
    ['PUT /product', { id: 'NONE', name: 'Nothing', price: 1 }, undefined],
  ])('responds 404 to an unknown id: %s', async (route, body, productId) => {
    expect(await asAdmin(route, body, productId)).toMatchObject({
      statusCode: 404,
      data: 'Not found',
      message: 'Product not found',
    });
    expect(database.unpublished).toEqual([]);
  });
});

describe('every response', () => {
  it('is JSON in the envelope, with CORS headers', async () => {
    const broken = {
      ...database,
      find: () => Promise.reject(new Error('down')),
    } as unknown as ProductRepository;
    const answers = [
      await asAdmin('POST /product', flatWhite),
      await asAdmin('POST /product', {}),
      await send('POST /product'),
      await send('GET /product/{productId}', { productId: 'NONE' }),
      await sendTo(broken)('GET /product/{productId}', { productId: 'NONE' }),
    ];
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([201, 400, 401, 404, 500]);
    for (const { statusCode, headers, body } of answers) {
      expect(headers).toMatchObject({ ...CORS_HEADERS, 'Content-Type': 'application/json' });
      const errors = statusCode < 400 ? [] : ['errors'];
      expect(Object.keys(body as object)).toEqual(['data', 'message', ...errors]);
    }
    expect(CORS_HEADERS['Access-Control-Allow-Headers']).toContain('Authorization');
  });
});

describe('the log', () => {
  it('has one line per request', async () => {
    await asAdmin('POST /product', flatWhite);
    expect(logLines()).toEqual([
      expect.objectContaining({
        level: 'INFO',
        message: 'request answered',
        method: 'POST',
        resource: '/product',
        statusCode: 201,
        ms: expect.any(Number),
        requestId: 'gateway-request',
        awsRequestId: 'lambda-request',
        productId: 'FLATWHITE',
      }),
    ]);
  });

  it('contains the requested product id', async () => {
    await send('GET /product/{productId}', { productId: 'CAF%C3%89' });
    await asAdmin('PUT /product', { id: 'OTHER', ...flatWhite });
    await asAdmin('PUT /product', { id: 'X'.repeat(60_000), ...flatWhite });
    await send('GET /product');
    expect(logLines().map(({ productId }) => productId)).toEqual([
      'CAFÉ',
      'OTHER',
      'X'.repeat(255),
      undefined,
    ]);
  });

  it('contains neither tokens nor payloads', async () => {
    const secretive = { ...flatWhite, note: 'payload-marker' };
    await asAdmin('POST /product', secretive);
    await asAdmin('PUT /product', { id: '', ...secretive });
    await send('POST /product', { authorization: `${admin}x`, body: JSON.stringify(secretive) });
    await send('POST /product', { authorization: admin, body: `${JSON.stringify(secretive)}]` });
    expect(logLines()).toHaveLength(4);
    expect(logText()).not.toMatch(/payload-marker|eyJ/);
  });
});
