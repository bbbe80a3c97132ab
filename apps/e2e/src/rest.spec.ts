import { connect } from 'node:net';
import { SignJWT } from 'jose';
import { Service } from './service.js';

/** The contract's section REST, row by row. */
describe('the REST API', () => {
  let service: Service;

  beforeAll(async () => {
    service = await Service.start();
  }, 120_000);
  afterAll(() => service.stop());

  const flatWhite = {
    productId: 'FLATWHITE',
    name: 'Flat White',
    price: 3.45,
    stockLevel: 0,
    pricingBrackets: [],
  };
  const notFound = { status: 404, body: { data: 'Not found', message: 'Product not found' } };

  describe('POST /product', () => {
    it('creates a product, once', async () => {
      const body = { data: flatWhite, message: 'OK' };
      // The very same again, however it is written.
      for (const name of ['Flat White', 'Flat White', ' Flat\u00a0 White '])
        expect(await service.create(name)).toMatchObject({ status: 201, body });
    });

    it('says where the product is', async () => {
      const { headers } = await service.create('Flat White');
      expect(headers.get('location')).toBe('/product/FLATWHITE');
      expect(headers.get('access-control-expose-headers')).toContain('Location');
      const { status } = await service.request('GET', headers.get('location')!);
      expect(status).toBe(200);
    });

    it('takes names that look the same for the same', async () => {
      expect(await service.create('Caf\u00e9', 2)).toMatchObject({ status: 201 });
      expect(await service.create('Cafe\u0301', 2)).toMatchObject({
        body: { data: { productId: 'CAF\u00c9' } },
      });
      expect(await service.delete('CAF\u00c9')).toMatchObject({ status: 200 });
    });

    it('refuses what is not UTF-8, instead of keeping it mangled', async () => {
      const body = Buffer.from('{"name":"Caf\u00e9","price":1}', 'latin1');
      const answer = await fetch(`${service.local.api}/product`, {
        method: 'POST',
        headers: { authorization: `Bearer ${service.local.token}` },
        body,
      });
      expect(answer.status).toBe(400);
    });

    it('refuses another product of the same id', async () => {
      expect(await service.create('flat white')).toMatchObject({ status: 409, body: { data: 'Conflict' } });
      expect(await service.create('Flat White', 4)).toMatchObject({ status: 409 });
    });

    it.each([
      ['nothing', undefined, /body/],
      ['no JSON', '{"name":', /JSON/],
      ['a list', [], /object/],
      ['null', null, /object/],
      ['a name that is no text', { name: 7, price: 1 }, /^name/],
      ['a name of three characters', { name: 'Tea', price: 1 }, /^name/],
      ['a name of 256 characters', { name: 'x'.repeat(256), price: 1 }, /^name/],
      ['a name of spaces', { name: '    ', price: 1 }, /^name/],
      ['a name that grows too long', { name: 'ß'.repeat(128), price: 1 }, /^name/],
      ['a name of dots', { name: ' ..', price: 1 }, /^name/],
      ['a name that nobody sees', { name: '\u200b\u200b\u200b\u200b', price: 1 }, /^name/],
      ['a name of no-break spaces', { name: '\u00a0\u00a0\u00a0\u00a0', price: 1 }, /^name/],
      ['a name with a control character', { name: 'Lat\u001b[31mte', price: 1 }, /^name/],
      ['a name that turns around', { name: 'Latte\u202e', price: 1 }, /^name/],
      ['a name with NUL', { name: 'Latte\0', price: 1 }, /^name/],
      ['a name with half a surrogate pair', '{"name":"Latte\\ud800","price":1}', /^name/],
      ['no price', { name: 'Latte' }, /^price/],
      ['a price that is text', { name: 'Latte', price: '1' }, /^price/],
      ['a price of 0', { name: 'Latte', price: 0 }, /^price/],
      ['a negative price', { name: 'Latte', price: -1 }, /^price/],
      ['a price that is no number', '{"name":"Latte","price":NaN}', /JSON/],
      ['a price past all bounds', '{"name":"Latte","price":1e999}', /^price/],
      ['a price that is too large', { name: 'Latte', price: 1_000_000_001 }, /^price/],
      ['a price that is too precise', { name: 'Latte', price: 1.00001 }, /^price/],
    ])('refuses %s, and says what is wrong', async (_, body, message) => {
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
    it('gives a product to anyone', async () => {
      const answer = await service.request('GET', '/product/FLATWHITE', undefined, { authorization: '' });
      expect(answer).toMatchObject({ status: 200, body: { data: flatWhite, message: 'OK' } });
    });

    it('does not know an unknown product', async () => {
      expect(await service.get('NOSUCHPRODUCT')).toMatchObject(notFound);
    });

    it.each(['/product', '/product/FLATWHITE', '/product/NOSUCHPRODUCT'])(
      'answers HEAD %s as GET',
      async (path) => {
        const [get, head] = await Promise.all(
          ['GET', 'HEAD'].map((method) => fetch(`${service.local.api}${path}`, { method })),
        );
        expect(head!.status).toBe(get!.status);
        for (const name of ['content-type', 'content-length', 'access-control-allow-origin'])
          expect(head!.headers.get(name)).toBe(get!.headers.get(name));
        expect(await head!.text()).toBe('');
      },
    );

    it.each([
      'A/B?C#D%E',
      'CAFÉ-☕',
      '%2F',
      'A+B&C=D',
      "'; DROP TABLE products; --",
      'a\u0000b',
      '..%2F..',
      '\u{1F600}',
    ])('takes the id %j as it is', async (id) => {
      expect(await service.get(id)).toMatchObject({ status: id.includes('\0') ? 400 : 404 });
    });

    it('refuses an id that is not percent-encoded', async () => {
      expect(await service.request('GET', '/product/%E0%A4%A')).toMatchObject({ status: 400 });
    });

    it('finds a product whose id has every sign', async () => {
      const name = 'Half/Half? #1 100% "é" \u{1F600}';
      expect((await service.create(name)).status).toBe(201);
      const id = 'HALF/HALF?#1100%"É"\u{1F600}';
      expect(await service.get(id)).toMatchObject({ status: 200, body: { data: { productId: id, name } } });
      expect(await service.delete(id)).toMatchObject({ status: 200 });
    });
  });

  describe('PUT /product', () => {
    it('updates and keeps the id', async () => {
      expect(await service.update('FLATWHITE', 'Flat Black', 4)).toMatchObject({
        status: 200,
        body: { data: { ...flatWhite, name: 'Flat Black', price: 4 }, message: 'OK' },
      });
    });

    it('says so when there is nothing to update', async () => {
      expect(await service.update('FLATWHITE', 'Flat Black', 4)).toMatchObject({
        status: 200,
        body: { data: 'OK', message: 'No updates required' },
      });
    });

    it('refuses what POST refuses, and a missing id', async () => {
      expect(await service.update('FLATWHITE', 'Tea', 4)).toMatchObject({ status: 400 });
      expect(await service.update('FLATWHITE', 'Flat Black', -4)).toMatchObject({ status: 400 });
      expect(await service.request('PUT', '/product', { name: 'Flat Black', price: 4 })).toMatchObject({
        status: 400,
        body: { message: expect.stringMatching(/^id/) },
      });
    });

    it('does not know an unknown product', async () => {
      expect(await service.update('NOSUCHPRODUCT', 'Some Name', 4)).toMatchObject(notFound);
    });
  });

  describe('GET /product', () => {
    it('lists by name, for anyone, as an array', async () => {
      await service.create('Americano', 2);
      const answer = await service.request('GET', '/product', undefined, { authorization: '' });
      expect(answer).toMatchObject({
        status: 200,
        body: {
          message: 'OK',
          data: [
            { productId: 'AMERICANO', name: 'Americano', price: 2, stockLevel: 0 },
            { productId: 'FLATWHITE', name: 'Flat Black', price: 4, stockLevel: 0 },
          ],
        },
      });
      expect(Object.keys((answer.body.data as object[])[0]!)).toEqual([
        'productId',
        'name',
        'price',
        'stockLevel',
      ]);
    });
  });

  describe('DELETE /product/{productId}', () => {
    it('deletes, once', async () => {
      expect(await service.delete('AMERICANO')).toMatchObject({
        status: 200,
        body: { data: 'OK', message: 'OK' },
      });
      expect(await service.delete('AMERICANO')).toMatchObject(notFound);
      expect(await service.get('AMERICANO')).toMatchObject(notFound);
    });
  });

  describe('authentication', () => {
    const bearer = async (claims: Record<string, unknown>) => `Bearer ${await service.token(claims)}`;
    const past = Math.floor(Date.now() / 1000) - 120;
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(
      `{"sub":"me","user_type":"ADMIN","iat":${past},"exp":${past + 600}}`,
    ).toString('base64url')}.`;

    it.each([
      ['no token', async () => ''],
      ['garbage', async () => 'Bearer garbage'],
      ['another scheme', async () => (await bearer({})).replace('Bearer', 'Basic')],
      ['no scheme', async () => (await bearer({})).replace('Bearer ', '')],
      ['an expired token', async () => bearer({ exp: past })],
      ['a token without an end', async () => bearer({ exp: undefined })],
      ['a token without a role', async () => bearer({ user_type: undefined })],
      ['an unsigned token', async () => `Bearer ${unsigned}`],
      [
        'a token of another secret',
        async () =>
          `Bearer ${await new SignJWT({ sub: 'me', user_type: 'ADMIN', iat: past, exp: past + 600 })
            .setProtectedHeader({ alg: 'HS256' })
            .sign(new TextEncoder().encode('another secret'))}`,
      ],
    ])('refuses %s', async (_, authorization) => {
      for (const [method, path] of [
        ['POST', '/product'],
        ['PUT', '/product'],
        ['DELETE', '/product/FLATWHITE'],
      ] as const) {
        const body = method === 'DELETE' ? undefined : { id: 'FLATWHITE', name: 'Unheard Of', price: 1 };
        const answer = await service.request(method, path, body, { authorization: await authorization() });
        expect(answer).toMatchObject({
          status: 401,
          body: { data: expect.any(String), message: expect.any(String) },
        });
        expect(answer.headers.get('access-control-allow-origin')).toBe('*');
      }
    });

    it.each(['STANDARD', 'PREMIUM'])('forbids what is for ADMIN to the role %s', async (user_type) => {
      const authorization = await bearer({ user_type });
      expect(
        await service.request('DELETE', '/product/FLATWHITE', undefined, { authorization }),
      ).toMatchObject({
        status: 403,
        body: { data: 'Forbidden' },
      });
    });

    it('takes tokens of a clock that is a minute off', async () => {
      const now = Math.floor(Date.now() / 1000);
      const [ahead, behind] = await Promise.all([bearer({ iat: now + 50 }), bearer({ exp: now - 50 })]);
      for (const authorization of [ahead, behind]) {
        const answer = await service.request('DELETE', '/product/NOSUCHPRODUCT', undefined, {
          authorization,
        });
        expect(answer.status).toBe(404);
      }
    });
  });

  describe('CORS', () => {
    const expectCors = ({ headers }: { headers: Headers }) => {
      expect(headers.get('access-control-allow-origin')).toBe('*');
      expect(headers.get('access-control-allow-headers')).toContain('Authorization');
      expect(headers.get('access-control-allow-methods')).toMatch(/GET.*POST.*PUT.*DELETE/);
    };

    it.each(['/product', '/product/FLATWHITE'])('answers OPTIONS %s', async (path) => {
      const response = await fetch(`${service.local.api}${path}`, { method: 'OPTIONS' });
      expect(response.status).toBeLessThan(300);
      expectCors(response);
      expect(Number(response.headers.get('access-control-max-age'))).toBeGreaterThan(0);
    });

    it('allows every answer, API Gateway’s own errors included', async () => {
      expectCors(await service.request('GET', '/product'));
      expectCors(await service.get('NOSUCHPRODUCT'));
      expectCors(await service.request('POST', '/product', 'no json'));
      const unknownRoute = await service.request('PATCH', '/product/FLATWHITE/reviews');
      expectCors(unknownRoute);
      expect(unknownRoute).toMatchObject({
        status: 404,
        body: { data: 'Not found', message: expect.any(String) },
      });
    });

    it.each([
      ['no HTTP', 'NONSENSE\r\n\r\n', 400],
      ['a header that is none', 'GET /product HTTP/1.1\r\nno colon\r\n\r\n', 400],
      ['headers that are too large', `GET /product HTTP/1.1\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
      [
        'an expectation',
        'GET /product HTTP/1.1\r\nHost: x\r\nExpect: a-miracle\r\nConnection: close\r\n\r\n',
        417,
      ],
      ['no host', 'GET /product HTTP/1.1\r\nConnection: close\r\n\r\n', 200],
      [
        'an upgrade',
        'GET /product HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, close\r\nUpgrade: h2c\r\n\r\n',
        200,
      ],
    ])('allows the answer to %s', async (_, request, status) => {
      const [head = '', body = ''] = (await raw(request)).split('\r\n\r\n');
      expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
      const lines = head.split('\r\n').slice(1);
      expectCors({ headers: new Headers(lines.map((line) => line.split(/: (.*)/, 2) as [string, string])) });
      expect(JSON.parse(body)).toEqual({ data: expect.anything(), message: expect.any(String) });
    });

    /** All that comes back until the server closes the connection. */
    const raw = (request: string): Promise<string> =>
      new Promise((resolve, reject) => {
        let answer = '';
        const socket = connect(Number(new URL(service.local.api!).port), '127.0.0.1', () =>
          socket.write(request),
        );
        socket.on('data', (data) => (answer += String(data)));
        socket.on('end', () => resolve(answer));
        socket.on('error', reject);
      });
  });

  it('is found through the parameter api-endpoint, which has no trailing slash', async () => {
    const endpoint = await service.parameter(`/${service.local.env}/ProductService/api-endpoint`);
    expect(endpoint).not.toMatch(/\/$/);
    expect((await fetch(`${endpoint}/product`)).status).toBe(200);
  });
});
