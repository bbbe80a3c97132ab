import { logLines } from '@product-service/logger/testing';
import { DomainError, type ProductRepository } from '@product-service/product';
import { InMemoryDatabase } from '@product-service/product/testing';
import { authenticator, requireRole } from '@product-service/jwt';
import { apiHandler, CORS_HEADERS, ok } from './index.js';
import {
  apiEvent,
  lambdaContext,
  productApi,
  sendTo,
  signedInAs,
  type TestRequest,
} from './testing/product-api.js';

describe('the response to a failure', () => {
  const failing = (error: unknown) => ({ find: () => Promise.reject(error) }) as unknown as ProductRepository;
  const get = (error: unknown) =>
    sendTo(failing(error))('GET /product/{productId}', { productId: 'FLATWHITE' });

  it('contains no internal details of an unexpected error; the log does', async () => {
    const answer = await get(new Error('relation "products" does not exist', { cause: new Error('pg') }));
    expect(answer).toMatchObject({ statusCode: 500, data: 'Internal server error' });
    expect(JSON.stringify(answer)).not.toMatch(/relation|pg/);
    expect(logLines()[0]).toMatchObject({
      level: 'ERROR',
      requestId: 'gateway-request',
      awsRequestId: 'lambda-request',
      productId: 'FLATWHITE',
      error: { message: 'relation "products" does not exist', cause: { message: 'pg' } },
    });
  });

  it.each([undefined, null, 'text', { statusCode: 200, message: 'fine' }])(
    'is 500 if %j was thrown',
    async (thrown) => {
      expect(await get(thrown)).toMatchObject({ statusCode: 500, data: 'Internal server error' });
    },
  );

  it.each([
    ['unexpected', 500],
    ['temporary', 503],
  ] as const)('to read the secret (%s) is a server error: %i', async (failureKind, expected) => {
    const denied = () => Promise.reject(Object.assign(new Error('SSM: no'), { failureKind }));
    const secret = { current: denied, renewed: denied };
    const handler = apiHandler({
      authorize: requireRole('ADMIN', authenticator({ secret })),
      parse: () => undefined,
      run: async () => undefined,
      reply: (result) => ok(result),
    });
    const { statusCode, body } = await handler(
      apiEvent('POST /product', { authorization: await signedInAs('ADMIN') }),
      lambdaContext,
    );
    expect(statusCode).toBe(expected);
    expect(body).not.toContain('SSM');
  });

  it('says that nothing was written if a dependency is unavailable', async () => {
    const answer = await get(Object.assign(new Error('ECONNREFUSED 10.0.0.7'), { failureKind: 'temporary' }));
    expect(answer).toMatchObject({
      statusCode: 503,
      data: 'Service unavailable',
      message: expect.stringContaining('Nothing was written'),
      headers: { 'Retry-After': '1' },
    });
    expect(JSON.stringify(answer)).not.toContain('10.0.0.7');
    expect(logLines()[0]).toMatchObject({ level: 'ERROR', error: { message: 'ECONNREFUSED 10.0.0.7' } });
  });

  it('allows a retry after a write conflict', async () => {
    const answer = await get(new DomainError('product/write-conflict', 'SQLSTATE 40001'));
    expect(answer).toMatchObject({
      statusCode: 409,
      data: 'Conflict',
      message: expect.stringContaining('Try again'),
      headers: { 'Retry-After': '1' },
    });
  });

  it('asks the caller to check after an unknown outcome, and logs the error', async () => {
    const answer = await get(new DomainError('product/outcome-unknown', 'connection reset by 10.0.0.7'));
    expect(answer).toMatchObject({
      statusCode: 503,
      data: 'Service unavailable',
      message: expect.stringContaining('Read the product'),
      headers: { 'Retry-After': '1' },
    });
    expect(logLines()[0]).toMatchObject({ level: 'ERROR', error: { name: 'DomainError' } });
  });

  it('names each error by a code and a place', async () => {
    const send = sendTo(new InMemoryDatabase());
    const authorization = await signedInAs('ADMIN');
    const errorsOf = async (route: string, request: TestRequest) =>
      ((await send(route, { authorization, ...request })).body as { errors: unknown }).errors;
    expect(await errorsOf('PUT /product', { body: '{"id":7,"name":"Latte"}' })).toEqual([
      { path: 'id', code: 'request/invalid-field', message: 'id must be a string' },
      { path: 'price', code: 'request/invalid-field', message: 'price must be a number' },
    ]);
    expect(await errorsOf('POST /product', { body: '{"name":"x","price":1}' })).toEqual([
      { path: 'name', code: 'product/invalid-name', message: 'name must be longer than 3 characters' },
    ]);
    const codes = async (route: string, request: TestRequest) =>
      ((await errorsOf(route, request)) as { path: string; code: string }[]).map(({ path, code }) => [
        path,
        code,
      ]);
    expect(await codes('POST /product', {})).toEqual([['', 'request/missing-body']]);
    expect(await codes('POST /product', { body: '{' })).toEqual([['', 'request/invalid-json']]);
    expect(await codes('POST /product', { body: '7' })).toEqual([['', 'request/invalid-body']]);
    expect(await codes('GET /product', { query: 'limit=0' })).toEqual([
      ['limit', 'request/invalid-parameter'],
    ]);
    expect(await codes('GET /product/{productId}', { productId: '%' })).toEqual([
      ['productId', 'request/invalid-parameter'],
    ]);
    expect(await codes('GET /product/{productId}', { productId: 'NONE' })).toEqual([
      ['', 'product/not-found'],
    ]);
    expect(await codes('POST /product', { authorization: undefined })).toEqual([
      ['Authorization', 'auth/unauthenticated'],
    ]);
  });

  it.each([
    ['application/problem+json', true],
    ['application/json, application/problem+json;q=0.5', true],
    ['APPLICATION/PROBLEM+JSON', true],
    ['application/problem+json;q=0', false],
    ['application/json', false],
    ['*/*', false],
    ['', false],
  ])('for callers that accept "%s" is a problem: %s', async (accept, isProblem) => {
    const request = { productId: 'NONE', headers: { Accept: accept } };
    const { statusCode, headers, body } = await sendTo(new InMemoryDatabase())(
      'GET /product/{productId}',
      request,
    );
    const errors = [{ path: '', code: 'product/not-found', message: 'Product not found' }];
    expect(statusCode).toBe(404);
    expect(headers).toMatchObject({ ...CORS_HEADERS });
    expect([headers['Content-Type'], body]).toEqual(
      isProblem
        ? [
            'application/problem+json',
            {
              type: 'urn:product-service:problem:product/not-found',
              title: 'Not found',
              status: 404,
              detail: 'Product not found',
              errors,
            },
          ]
        : ['application/json', { data: 'Not found', message: 'Product not found', errors }],
    );
  });

  // The console's test button sends null for missing fields.
  const empty = {
    headers: null,
    multiValueHeaders: null,
    pathParameters: null,
    requestContext: null,
    body: null,
  };
  it.each([{}, empty])('is sent even for an empty event: %j', async (event) => {
    for (const answer of Object.values(productApi(new InMemoryDatabase()))) {
      const { statusCode } = await answer(event as never, lambdaContext);
      expect([200, 400, 401]).toContain(statusCode);
    }
  });
});
