import { logLines } from '@product-service/logger/testing';
import { DomainError, type ProductRepository } from '@product-service/product';
import { InMemoryDatabase } from '@product-service/product/testing';
import { authenticator, requireRole } from '@product-service/jwt';
import { apiHandler, ok } from './index.js';
import { apiEvent, lambdaContext, productApi, sendTo, signedInAs } from './testing/product-api.js';

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
