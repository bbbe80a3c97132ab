import { InMemoryDatabase } from '@product-service/product/testing';
import { apiEvent, lambdaContext, productApi, sendTo, signedInAs } from './testing/product-api.js';

const database = new InMemoryDatabase();
const send = sendTo(database);
let admin: string;

beforeAll(async () => {
  admin = await signedInAs('ADMIN');
});

describe('authorisation of writes', () => {
  it.each([
    'POST /product',
    'POST /product/batch',
    'PUT /product',
    'PATCH /product/{productId}',
    'DELETE /product/{productId}',
  ])('%s needs an ADMIN token', async (route) => {
    const nobody = await send(route, { body: 'not even JSON' });
    expect(nobody).toMatchObject({ statusCode: 401, data: 'Unauthorized' });
    expect(nobody.headers).toMatchObject({ 'WWW-Authenticate': 'Bearer' });
    const stranger = { authorization: await signedInAs('ADMIN', 'guessed') };
    expect(await send(route, stranger)).toMatchObject({ statusCode: 401 });
    const standard = { authorization: await signedInAs('STANDARD') };
    expect(await send(route, standard)).toMatchObject({ statusCode: 403, data: 'Forbidden' });
  });

  it.each(['authorization', 'AUTHORIZATION', 'aUtHoRiZaTiOn'])('accepts the header name %s', async (name) => {
    const request = { headers: { [name]: admin }, productId: 'NONE' };
    expect(await send('DELETE /product/{productId}', request)).toMatchObject({ statusCode: 404 });
  });

  it('accepts the header in one of the two fields, but not twice', async () => {
    const route = 'DELETE /product/{productId}';
    const answer = productApi(database)[route]!;
    const event = apiEvent(route, { productId: 'NONE' });
    const statusWith = async (change: object) =>
      (await answer({ ...event, ...change }, lambdaContext)).statusCode;

    expect(await statusWith({ headers: { authorization: admin }, multiValueHeaders: null })).toBe(404);
    expect(await statusWith({ headers: null, multiValueHeaders: { authorization: [admin] } })).toBe(404);
    expect(await statusWith({ headers: null, multiValueHeaders: null })).toBe(401);
    expect(
      await statusWith({
        headers: { authorization: admin },
        multiValueHeaders: { authorization: [admin, admin] },
      }),
    ).toBe(401);
  });
});
