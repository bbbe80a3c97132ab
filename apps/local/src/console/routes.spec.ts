import { request } from 'node:http';
import type { ApiRequest, FactRequest, Snapshot } from '@product-service/console/protocol';
import { openHttpListener } from '../http/http-listener.js';
import { lifecycle } from '../process/lifecycle.js';
import { UserError } from '../core/user-error.js';
import type { Fault } from '../faults/index.js';
import { startConsole } from './console.js';
import { feed } from './feed.js';
import type { ConsoleSource } from './source.js';

/** A service in which every action is recorded. */
const recorded: unknown[] = [];
const source: ConsoleSource = {
  env: 'local',
  api: 'http://localhost:1',
  documents: null,
  aws: 'http://localhost:2',
  traces: {
    changes: () => 0,
    journeys: (query) => [query] as never,
    journey: () => undefined,
    pathways: () => [],
  },
  topology: async () => ({ places: [{ id: 'api', kind: 'api', name: 'REST API' }], connections: [] }),
  gauges: async () => [],
  verdict: () => ({ promises: [], acknowledged: 0, published: 0, repeated: 0 }),
  messages: () => [],
  request: async (sent: ApiRequest) => {
    recorded.push(sent);
    return { status: 201, body: {}, traceId: 'trace' };
  },
  envelopes: [],
  putFact: async (fact: FactRequest) => {
    recorded.push(fact);
    return { detail: '{}' };
  },
  operate: async (command) => {
    recorded.push(command);
    return { result: {} };
  },
  faults: {
    status: () => ({
      presets: [],
      active: [],
      happened: 0,
      points: { functions: [], operations: [], statements: [], effects: {} },
    }),
    start(id) {
      if (id !== 'known') throw new UserError(`There is no fault ${id}.`);
      recorded.push(id);
    },
    inject: (fault: Fault) => void recorded.push(fault),
    clear: async () => void recorded.push('clear'),
  },
};

describe('the server of the console', () => {
  const life = lifecycle();
  const news = feed((text) => text);
  let address: string;

  beforeAll(async () => {
    const listener = await openHttpListener(0, 'CONSOLE_PORT', life, () => undefined);
    const console = startConsole(source, news);
    life.onStop(console.stop);
    listener.serve(console.handler);
    address = listener.address;
  });
  beforeEach(() => void (recorded.length = 0));
  afterAll(() => life.stop());

  /** Not `fetch`: it sets some of these headers itself. */
  const send = (method: string, path: string, headers: Record<string, string> = {}, body?: string) =>
    new Promise<{ status: number; headers: Record<string, unknown>; text: string }>((resolve, reject) => {
      const sent = request(`${address}${path}`, { method, headers }, async (response) => {
        const chunks: Buffer[] = [];
        for await (const chunk of response) chunks.push(chunk as Buffer);
        const text = Buffer.concat(chunks).toString();
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
      });
      sent.on('error', reject).end(body);
    });
  const JSON_TYPE = { 'content-type': 'application/json' };
  const post = async (path: string, body: unknown, headers: Record<string, string> = JSON_TYPE) => {
    const { status, text } = await send('POST', path, headers, JSON.stringify(body));
    return { status, body: text.startsWith('{') ? (JSON.parse(text) as unknown) : text };
  };

  it.each([
    ['/', 'text/html', '<div id="page">'],
    ['/console.js', 'text/javascript', 'EventSource'],
    ['/console.css', 'text/css', '--accent'],
    ['/icon.svg', 'image/svg+xml', '<svg'],
  ])('builds and serves %s', async (path, type, content) => {
    const answer = await send('GET', path);
    expect(answer).toMatchObject({ status: 200, text: expect.stringContaining(content) });
    expect(answer.headers['content-type']).toContain(type);
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
  });

  it.each(['/constructor', '/__proto__', '/../package.json', '/src/main.tsx', '//[', '//evil.example/'])(
    'has no page %s',
    async (path) => expect((await send('GET', path)).status).toBe(404),
  );

  it.each([
    ['/request', { method: 'POST', path: '/product', body: { name: 'Latte', price: 3 } }],
    ['/fact', { sender: 'inventory', productId: 'LATTE', envelope: 'complete', newStockLevel: 3 }],
    ['/operate', { command: 'status' }],
    ['/faults/inject', { at: 'function', name: 'f', effect: 'kill', seconds: 0 }],
  ])('does what a page asks for: %s', async (path, body) => {
    expect((await post(path, body)).status).toBe(200);
    expect(recorded).toEqual([body]);
  });

  it('starts and ends faults', async () => {
    await post('/faults/start', { preset: 'known' });
    await post('/faults/clear', {});
    expect(recorded).toEqual(['known', 'clear']);
  });

  it.each([
    ['another method', '/request', { method: 'TRACE', path: '/product' }],
    ['another host', '/request', { method: 'GET', path: 'http://evil.example/' }],
    ['an unknown field', '/request', { method: 'GET', path: '/', token: 'x' }],
    ['a fault without a place', '/faults/inject', { effect: 'kill' }],
    ['a fault of no effect', '/faults/inject', { at: 'database', effect: 'melt' }],
    ['no preset', '/faults/start', { preset: '__proto__' }],
    ['no object', '/fact', 7],
  ])('refuses %s, and says why', async (_, path, body) => {
    expect(await post(path, body)).toEqual({ status: 400, body: { error: expect.stringMatching(/./) } });
    expect(recorded).toEqual([]);
  });

  it('refuses what is not JSON, and what is too large', async () => {
    expect((await send('POST', '/operate', JSON_TYPE, '{')).status).toBe(400);
    expect((await send('POST', '/operate', JSON_TYPE, `"${'x'.repeat(2_000_000)}"`)).status).toBe(413);
    expect((await post('/nothing', {})).status).toBe(404);
  });

  it.each([
    ['another name of this machine (DNS rebinding)', { host: 'evil.example:3002' }, 421],
    ['an address in the network', { host: '192.168.0.7:3002' }, 421],
    ['a page of another site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['a page of another port', { 'sec-fetch-site': 'same-site' }, 403],
    ['a page in an old browser', { origin: 'http://evil.example' }, 403],
    ['a sandboxed page', { origin: 'null' }, 403],
    ['a form of another site in an old browser', { 'content-type': 'text/plain' }, 415],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
  ])('refuses what comes from elsewhere: %s', async (_, headers, status) => {
    expect((await post('/operate', { command: 'reset' }, { ...JSON_TYPE, ...headers } as never)).status).toBe(
      status,
    );
    if (status !== 415) {
      for (const path of ['/', '/stream', '/journeys']) {
        expect((await send('GET', path, headers as never)).status).toBe(status);
      }
    }
    expect(recorded).toEqual([]);
  });

  it.each(['PUT', 'DELETE', 'OPTIONS', 'HEAD'])('does not answer %s', async (method) =>
    expect((await send(method, '/operate')).status).toBe(405),
  );

  it('passes on what to search for', async () => {
    expect((await send('GET', '/journeys?product=LATTE&error=true')).text).toBe(
      '[{"product":"LATTE","error":"true"}]',
    );
    expect((await send('GET', '/journeys?nonsense=1')).status).toBe(400);
    expect((await send('GET', '/journey?id=unknown')).text).toBe('null');
  });

  it('sends a snapshot, and then what happens', async () => {
    news.happened({ event: 'warning', message: 'before' });
    const stopped = new AbortController();
    const response = await fetch(`${address}/stream`, { signal: stopped.signal });
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    const until = async (pattern: RegExp): Promise<string> => {
      for (;;) {
        const [, data] = pattern.exec(text) ?? [];
        if (data !== undefined) return data;
        text += (await reader.read()).value ?? '';
      }
    };
    const snapshot = JSON.parse(await until(/event: snapshot\ndata: (.*)\n\n/)) as Snapshot;
    expect(snapshot).toMatchObject({ env: 'local', topology: { places: [{ id: 'api' }] } });
    expect(snapshot.lines.at(-1)).toMatchObject({ what: 'before' });
    news.passed('a', 'b', 1, 0);
    expect(await until(/event: update\ndata: (.*passages.*)\n\n/)).toContain('"from":"a","to":"b","count":1');
    stopped.abort();
  });
});
