import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { consoleActions } from './console-actions.js';
import { UserError } from './core/user-error.js';
import { emptyAccount } from './testing/empty-account.js';

const actionsAt = (api: string | null) =>
  consoleActions('local', 'us-east-1', { api, aws: 'http://localhost:1' }, emptyAccount().services, () => {});

describe('with a template that is not the service’s own, a page is told what is missing', () => {
  const actions = actionsAt(null);
  const fact = { sender: 'inventory', productId: 'A', envelope: 'complete', newStockLevel: 1 } as const;

  it.each([
    ['an API', () => actions.request({ method: 'GET', path: '/product' })],
    ['a bus', () => actions.putFact(fact)],
    ['an envelope', () => actions.putFact({ ...fact, envelope: 'other' })],
    ['a function for operators', () => actions.operate({ command: 'status' })],
  ])('%s', async (_, act) => expect(act()).rejects.toThrow(UserError));
});

describe('a request of a page', () => {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    response.writeHead(418).end(request.url === '/text' ? 'not JSON' : '');
  });
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  const request = (path: string) =>
    actionsAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`).request({ method: 'GET', path });

  it('begins a trace, which the page can follow', async () => {
    const { traceId } = await request('/product');
    expect(requests.at(-1)?.headers['traceparent']).toMatch(new RegExp(`^00-${traceId}-[0-9a-f]{16}-01$`));
  });

  it('shows any answer', async () => {
    expect(await request('/text')).toMatchObject({ status: 418, body: 'not JSON' });
    expect(await request('/nothing')).toMatchObject({ status: 418, body: null });
  });

  it.each(['//evil.example/', '/@evil.example', '/\\evil.example'])('stays at the API: %s', async (path) => {
    await request(path);
    expect(requests.at(-1)?.headers.host).toMatch(/^127\.0\.0\.1:/);
  });
});
