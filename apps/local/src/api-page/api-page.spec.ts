import { mkdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { parse } from 'yaml';
import { openHttpListener } from '../http/http-listener.js';
import { lifecycle } from '../process/lifecycle.js';
import { temporaryFolder } from '../testing/temporary-folder.js';
import { apiPage } from './api-page.js';

const API = 'http://localhost:1';
const OPENAPI = `openapi: 3.1.0
servers: [{ url: https://example.com }]
components: { securitySchemes: { key: { type: apiKey }, login: { type: http, scheme: bearer } } }
`;

describe('the page of the API', () => {
  const life = lifecycle();
  const documents = join(temporaryFolder(), 'api');
  let address: string;

  beforeAll(async () => {
    mkdirSync(documents);
    writeFileSync(join(documents, 'openapi.yaml'), OPENAPI);
    const listener = await openHttpListener(0, 'DOCUMENTS_PORT', life, () => undefined);
    listener.serve(apiPage({ documents, api: API, token: async () => 'a-token' }));
    address = listener.address;
  });
  afterAll(() => life.stop());

  /** Not `fetch`: it sets some of these headers itself. */
  const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    new Promise<{ status?: number | undefined; type: string; text: string }>((resolve, reject) => {
      const sent = request(`${address}${path}`, { method, headers }, async (response) => {
        const chunks: Buffer[] = [];
        for await (const chunk of response) chunks.push(chunk as Buffer);
        const text = Buffer.concat(chunks).toString();
        resolve({ status: response.statusCode, type: response.headers['content-type'] ?? '', text });
      });
      sent.on('error', reject).end();
    });

  it.each([
    ['/', 'text/html'],
    ['/start.js', 'text/javascript'],
    ['/swagger-ui.css', 'text/css'],
    ['/swagger-ui-bundle.js', 'text/javascript'],
    ['/favicon-32x32.png', 'image/png'],
    ['/openapi.yaml', 'application/yaml'],
    ['/token.json', 'application/json'],
  ])('serves %s as %s', async (path, type) => {
    const answer = await get(path);
    expect(answer).toMatchObject({ status: 200, type: expect.stringContaining(type) });
    expect(answer.text).not.toBe('');
    expect(await get(path, {}, 'HEAD')).toMatchObject({ status: 200, text: '' });
  });

  it('serves the document with this API as the server, and the token with the scheme that takes it', async () => {
    expect(parse((await get('/openapi.yaml')).text)).toMatchObject({ servers: [{ url: API }] });
    expect(JSON.parse((await get('/token.json')).text)).toEqual({ scheme: 'login', token: 'a-token' });
  });

  it('serves the document of events as soon as there is one', async () => {
    expect((await get('/asyncapi.yaml')).status).toBe(404);
    writeFileSync(join(documents, 'asyncapi.yaml'), 'asyncapi: 3.0.0\n');
    expect(await get('/asyncapi.yaml')).toMatchObject({ status: 200, text: 'asyncapi: 3.0.0\n' });
  });

  it.each([
    '/constructor',
    '//[',
    '//evil.example/',
    '/../package.json',
    '/%2e%2e/package.json',
    '/index.html/x',
  ])('has no page %s', async (path) => expect(await get(path)).toMatchObject({ status: 404 }));

  it.each([
    ['another name of this machine (DNS rebinding)', { host: 'evil.example:3001' }, 421],
    ['an address in the network', { host: '192.168.0.7:3001' }, 421],
    ['a name that starts like ours', { host: 'localhost.evil.example' }, 421],
    ['a page of another site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['a page of another port', { 'sec-fetch-site': 'same-site' }, 403],
    ['a page in an old browser', { origin: 'http://evil.example' }, 403],
    ['a sandboxed page', { origin: 'null' }, 403],
  ])('refuses %s', async (_, headers, status) => {
    for (const path of ['/', '/token.json', '/swagger-ui-bundle.js']) {
      const answer = await get(path, headers);
      expect(answer.status).toBe(status);
      expect(answer.text).not.toContain('a-token');
    }
  });

  it.each<[string, Record<string, string>]>([
    ['a person who enters the address', { 'sec-fetch-site': 'none' }],
    ['its own scripts', { 'sec-fetch-site': 'same-origin' }],
    ['the name [::1]', { host: '[::1]:3001' }],
    ['the name 127.0.0.1', { host: '127.0.0.1' }],
  ])('answers %s', async (_, headers) =>
    expect(await get('/token.json', headers)).toMatchObject({ status: 200 }),
  );

  it('can only be read', async () => expect((await get('/', {}, 'POST')).status).toBe(405));
});
