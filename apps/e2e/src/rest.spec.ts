import { idOf, named, RUN } from './names.js';
import { Service } from './service.js';
import { itWithSecret } from './target-tests.js';

/** The contract's section REST, route by route. */
describe('the REST API', () => {
  let service: Service;

  beforeAll(async () => {
    service = await Service.start();
  }, 120_000);
  afterAll(() => service.stop());

  const FLAT_WHITE = named('Flat White');
  const FLAT_WHITE_ID = idOf('Flat White');
  const FLAT_BLACK = named('Flat Black');
  const flatWhite = {
    productId: FLAT_WHITE_ID,
    name: FLAT_WHITE,
    price: 3.45,
    stockLevel: 0,
    pricingBrackets: [],
  };
  const notFound = { status: 404, body: { data: 'Not found', message: 'Product not found' } };

  describe('POST /product', () => {
    it('creates a product, once', async () => {
      const body = { data: flatWhite, message: 'OK' };
      // The same product again, with other white space.
      for (const name of [FLAT_WHITE, FLAT_WHITE, ` ${FLAT_WHITE.replace(' ', '\u00a0 ')} `])
        expect(await service.create(name)).toMatchObject({ status: 201, body });
    });

    it('returns the address of the product', async () => {
      const { headers } = await service.create(FLAT_WHITE);
      expect(headers.get('location')).toMatch(new RegExp(`/product/${FLAT_WHITE_ID}$`));
      expect(headers.get('access-control-expose-headers')).toContain('Location');
      const { status } = await fetch(new URL(headers.get('location')!, service.target.api));
      expect(status).toBe(200);
    });

    it('treats names that look the same as the same', async () => {
      expect(await service.create(named('Caf\u00e9'), 2)).toMatchObject({ status: 201 });
      expect(await service.create(named('Cafe\u0301'), 2)).toMatchObject({
        body: { data: { productId: idOf('Caf\u00e9') } },
      });
      expect(await service.delete(idOf('Caf\u00e9'))).toMatchObject({ status: 200 });
    });

    itWithSecret('refuses invalid UTF-8, instead of storing replaced characters', async () => {
      const body = Buffer.from('{"name":"Caf\u00e9","price":1}', 'latin1');
      const answer = await service.fetch(`${service.target.api}/product`, {
        method: 'POST',
        headers: { authorization: `Bearer ${await service.token()}` },
        body,
      });
      expect(answer.status).toBe(400);
    });

    it('refuses another product with the same id', async () => {
      expect(await service.create(FLAT_WHITE.toLowerCase())).toMatchObject({
        status: 409,
        body: { data: 'Conflict' },
      });
      expect(await service.create(FLAT_WHITE, 4)).toMatchObject({ status: 409 });
    });

    it.each([
      ['nothing', undefined, /body/],
      ['invalid JSON', '{"name":', /JSON/],
      ['a list', [], /object/],
      ['null', null, /object/],
      ['a name that is not a string', { name: 7, price: 1 }, /^name/],
      ['a name of three characters', { name: 'Tea', price: 1 }, /^name/],
      ['a name of 256 characters', { name: 'x'.repeat(256), price: 1 }, /^name/],
      ['a name of spaces', { name: '    ', price: 1 }, /^name/],
      ['a name whose id is too long', { name: 'ß'.repeat(128), price: 1 }, /^name/],
      ['a name of dots', { name: ' ..', price: 1 }, /^name/],
      ['an invisible name', { name: '\u200b\u200b\u200b\u200b', price: 1 }, /^name/],
      ['a name of no-break spaces', { name: '\u00a0\u00a0\u00a0\u00a0', price: 1 }, /^name/],
      ['a name with a control character', { name: 'Lat\u001b[31mte', price: 1 }, /^name/],
      ['a name with a change of direction', { name: 'Latte\u202e', price: 1 }, /^name/],
      ['a name with NUL', { name: 'Latte\0', price: 1 }, /^name/],
      ['a name with half a surrogate pair', '{"name":"Latte\\ud800","price":1}', /^name/],
      ['no price', { name: 'Latte' }, /^price/],
      ['a price that is a string', { name: 'Latte', price: '1' }, /^price/],
      ['a price of 0', { name: 'Latte', price: 0 }, /^price/],
      ['a negative price', { name: 'Latte', price: -1 }, /^price/],
      ['a price that is not a number', '{"name":"Latte","price":NaN}', /JSON/],
      ['an infinite price', '{"name":"Latte","price":1e999}', /^price/],
      ['a price that is too large', { name: 'Latte', price: 1_000_000_001 }, /^price/],
      ['a price with too many decimals', { name: 'Latte', price: 1.00001 }, /^price/],
    ])('refuses %s, and names the fault', async (_, body, message) => {
      const answer = await service.request('POST', '/product', body);
      expect(answer).toMatchObject({ status: 400, body: { message: expect.stringMatching(message) } });
      expect((await service.get('LATTE')).status).toBe(404);
    });

    it('refuses a body that is too large', async () => {
      const name = 'x'.repeat(100_000);
      expect(await service.create(name)).toMatchObject({
        status: 413,
        body: { message: expect.any(String) },
      });
    });
  });

  describe('GET /product/{productId}', () => {
    it('returns a product to anyone', async () => {
      const answer = await service.request('GET', `/product/${FLAT_WHITE_ID}`, undefined, {
        authorization: '',
      });
      expect(answer).toMatchObject({ status: 200, body: { data: flatWhite, message: 'OK' } });
    });

    it('returns 404 for an unknown product', async () => {
      expect(await service.get('NOSUCHPRODUCT')).toMatchObject(notFound);
    });

    it.each([
      'A/B?C#D%E',
      'CAFÉ-☕',
      '%2F',
      'A+B&C=D',
      "'; DROP TABLE products; --",
      'a\u0000b',
      '..%2F..',
      '\u{1F600}',
    ])('uses the id %j unchanged', async (id) => {
      expect(await service.get(id)).toMatchObject({ status: id.includes('\0') ? 400 : 404 });
    });

    it('refuses an id that is not percent-encoded', async () => {
      expect(await service.request('GET', '/product/%E0%A4%A')).toMatchObject({ status: 400 });
    });

    it('finds a product whose id has special characters', async () => {
      const name = named('Half/Half? #1 100% "é" \u{1F600}');
      expect((await service.create(name)).status).toBe(201);
      const id = idOf('Half/Half? #1 100% "é" \u{1F600}');
      expect(id).toBe(`HALF/HALF?#1100%"É"\u{1F600}${RUN}`);
      expect(await service.get(id)).toMatchObject({ status: 200, body: { data: { productId: id, name } } });
      expect(await service.delete(id)).toMatchObject({ status: 200 });
    });
  });

  describe('PUT /product', () => {
    it('updates and keeps the id', async () => {
      expect(await service.update(FLAT_WHITE_ID, FLAT_BLACK, 4)).toMatchObject({
        status: 200,
        body: { data: { ...flatWhite, name: FLAT_BLACK, price: 4 }, message: 'OK' },
      });
    });

    it('reports when there is nothing to update', async () => {
      expect(await service.update(FLAT_WHITE_ID, FLAT_BLACK, 4)).toMatchObject({
        status: 200,
        body: { data: 'OK', message: 'No updates required' },
      });
    });

    it('refuses what POST refuses, and a missing id', async () => {
      expect(await service.update(FLAT_WHITE_ID, 'Tea', 4)).toMatchObject({ status: 400 });
      expect(await service.update(FLAT_WHITE_ID, FLAT_BLACK, -4)).toMatchObject({ status: 400 });
      expect(await service.request('PUT', '/product', { name: FLAT_BLACK, price: 4 })).toMatchObject({
        status: 400,
        body: { message: expect.stringMatching(/^id/) },
      });
    });

    it('returns 404 for an unknown product', async () => {
      expect(await service.update('NOSUCHPRODUCT', 'Some Name', 4)).toMatchObject(notFound);
    });
  });

  describe('GET /product', () => {
    it('lists by name, for anyone, as an array', async () => {
      await service.create(named('Americano'), 2);
      const answer = await service.request('GET', '/product', undefined, { authorization: '' });
      expect(answer).toMatchObject({ status: 200, body: { message: 'OK', data: expect.any(Array) } });
      const listed = answer.body.data as { productId: string; name: string }[];
      // In a target there may be other products.
      expect(listed.filter(({ productId }) => productId.endsWith(RUN))).toMatchObject([
        { productId: idOf('Americano'), name: named('Americano'), price: 2, stockLevel: 0 },
        { productId: FLAT_WHITE_ID, name: FLAT_BLACK, price: 4, stockLevel: 0 },
      ]);
      expect(Object.keys(listed[0]!)).toEqual(['productId', 'name', 'price', 'stockLevel']);
    });
  });

  describe('DELETE /product/{productId}', () => {
    it('deletes, once', async () => {
      expect(await service.delete(idOf('Americano'))).toMatchObject({
        status: 200,
        body: { data: 'OK', message: 'OK' },
      });
      expect(await service.delete(idOf('Americano'))).toMatchObject(notFound);
      expect(await service.get(idOf('Americano'))).toMatchObject(notFound);
    });
  });

  it('has its address in the parameter api-endpoint, without a trailing slash', async () => {
    const endpoint = await service.parameter(`/${service.target.env}/ProductService/api-endpoint`);
    expect(endpoint).not.toMatch(/\/$/);
    expect((await fetch(`${endpoint}/product`)).status).toBe(200);
  });
});
