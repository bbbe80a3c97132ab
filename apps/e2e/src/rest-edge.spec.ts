import { connect } from 'node:net';
import { parameterNames } from '@product-service/environment';
import { ATTACKS, type Attack, type AttackRequest, type Target } from '@product-service/jwt/testing';
import { idOf, named } from './names.js';
import { Service } from './service.js';
import { itOnThisMachine, itWithSecret } from './target-tests.js';

const PRODUCT = idOf('Flat White');

/** What all routes have in common: authentication, CORS and HTTP. */
describe('every route of the REST API', () => {
  let service: Service;

  beforeAll(async () => {
    service = await Service.start();
    await service.create(named('Flat White'));
  }, 120_000);
  afterAll(() => service.stop());

  it.each(['/product', `/product/${PRODUCT}`, '/product/NOSUCHPRODUCT'])(
    'answers HEAD %s like GET',
    async (path) => {
      const [get, head] = await Promise.all(
        ['GET', 'HEAD'].map((method) => fetch(`${service.target.api}${path}`, { method })),
      );
      expect(head!.status).toBe(get!.status);
      for (const name of ['content-type', 'content-length', 'access-control-allow-origin'])
        expect(head!.headers.get(name)).toBe(get!.headers.get(name));
      expect(await head!.text()).toBe('');
    },
  );

  describe('authentication', () => {
    /** `fetch` sends neither several headers of one name nor control characters, and the server closes on 10 MB of headers. */
    const isSendable = ({ authorization, headers }: AttackRequest) =>
      authorization.length < 2 && [...authorization, ...Object.values(headers ?? {})].every(isHeaderValue);
    const isHeaderValue = (value: string) => /^[\t\x20-\x7e\x80-\xff]{0,16384}$/.test(value);
    const target = async (): Promise<Target> => {
      const secret = await service.parameter(parameterNames(service.target.env).jwtSecret);
      return { secret, previousSecret: 'a secret of the past' };
    };
    const attack = (name: string): Attack =>
      Object.values(ATTACKS)
        .flat()
        .find((one) => one.name === name)!;

    itWithSecret('answers each attack on the token as it does in the unit tests', async () => {
      const answers: Record<string, unknown> = {};
      const expected: Record<string, unknown> = {};
      for (const { name, requestTo, expected: verdict } of Object.values(ATTACKS).flat()) {
        const request = await requestTo(await target());
        if (!isSendable(request)) continue;
        const path = `/product/NOSUCHPRODUCT${request.query ? `?${request.query}` : ''}`;
        const [authorization] = request.authorization;
        const response = await fetch(`${service.target.api}${path}`, {
          method: 'DELETE',
          headers: { ...request.headers, ...(authorization !== undefined && { authorization }) },
        });
        answers[name] = response.status;
        // No such product: the caller may delete it.
        expected[name] = verdict === 'accepted' ? 404 : verdict;
      }
      expect(answers).toEqual(expected);
    });

    itWithSecret.each(['no header', 'algorithm "none", signed', 'signed with the secret "secret"'])(
      'refuses %s on every route that writes',
      async (name) => {
        const { authorization } = await attack(name).requestTo(await target());
        for (const [method, path] of [
          ['POST', '/product'],
          ['POST', '/product/batch'],
          ['PUT', '/product'],
          ['PATCH', `/product/${PRODUCT}`],
          ['DELETE', `/product/${PRODUCT}`],
        ] as const) {
          const body = method === 'DELETE' ? undefined : { id: PRODUCT, name: 'Unheard Of', price: 1 };
          const headers = { authorization: authorization[0] ?? '' };
          const answer = await service.request(method, path, body, headers);
          expect(answer).toMatchObject({
            status: 401,
            body: { data: expect.any(String), message: expect.any(String) },
          });
          expect(answer.headers.get('access-control-allow-origin')).toBe('*');
        }
      },
    );
  });

  describe('CORS', () => {
    const expectCors = ({ headers }: { headers: Headers }) => {
      expect(headers.get('access-control-allow-origin')).toBe('*');
      expect(headers.get('access-control-allow-headers')).toContain('Authorization');
      expect(headers.get('access-control-allow-methods')).toMatch(/GET.*POST.*PUT.*DELETE/);
    };

    it.each(['/product', '/product/batch', `/product/${PRODUCT}`])('answers OPTIONS %s', async (path) => {
      const response = await fetch(`${service.target.api}${path}`, { method: 'OPTIONS' });
      expect(response.status).toBeLessThan(300);
      expectCors(response);
      expect(Number(response.headers.get('access-control-max-age'))).toBeGreaterThan(0);
    });

    it('has headers on every response, API Gateway’s own errors included', async () => {
      expectCors(await service.request('GET', '/product'));
      expectCors(await service.get('NOSUCHPRODUCT'));
      expectCors(await service.request('POST', '/product', 'no json'));
      const unknownRoute = await service.request('PATCH', `/product/${PRODUCT}/reviews`);
      expectCors(unknownRoute);
      expect(unknownRoute).toMatchObject({
        status: 404,
        body: { data: 'Not found', message: expect.any(String) },
      });
    });

    itOnThisMachine.each([
      ['a request that is not HTTP', 'NONSENSE\r\n\r\n', 400],
      ['an invalid header', 'GET /product HTTP/1.1\r\nno colon\r\n\r\n', 400],
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
    ])('has headers on the response to %s', async (_, request, status) => {
      const [head = '', body = ''] = (await raw(request)).split('\r\n\r\n');
      expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
      const lines = head.split('\r\n').slice(1);
      expectCors({ headers: new Headers(lines.map((line) => line.split(/: (.*)/, 2) as [string, string])) });
      expect(JSON.parse(body)).toEqual({
        data: expect.anything(),
        message: expect.any(String),
        ...(status >= 400 && {
          errors: [{ path: '', code: expect.stringMatching(/^gateway\//), message: expect.any(String) }],
        }),
      });
    });

    /** Sends bytes, and returns everything that the server sends until it closes the connection. */
    const raw = (request: string): Promise<string> =>
      new Promise((resolve, reject) => {
        let answer = '';
        const socket = connect(Number(new URL(service.target.api!).port), '127.0.0.1', () =>
          socket.write(request),
        );
        socket.on('data', (data) => (answer += String(data)));
        socket.on('end', () => resolve(answer));
        socket.on('error', reject);
      });
  });
});
