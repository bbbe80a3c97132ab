import { existsSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { dirname, extname, join, resolve } from 'node:path';
import { ownValue } from '../core/json.js';
import type { RequestHandler } from '../http/http-listener.js';
import { openApiOf, tokenSchemeOf } from './open-api-document.js';
import { refusalOf } from './refusal.js';

export interface ApiPageOptions {
  /** Folder with `openapi.yaml` and, if there are documents of events, `asyncapi.yaml`. */
  readonly documents: string;
  /** Address of the API that the page calls. */
  readonly api: string;
  /** A new token for administrators. */
  readonly token: () => Promise<string | null>;
}

/**
 * A page to browse and try the API, with the token filled in. Everything comes from this machine. Files are read again for
 * each request, so a new version of a document shows when the page is loaded again.
 */
export const apiPage = ({ documents, api, token }: ApiPageOptions): RequestHandler => {
  const contents: Readonly<Record<string, () => Content | Promise<Content>>> = {
    ...mapFiles(STATIC, ['index.html', 'start.js']),
    ...mapFiles(dirname(require.resolve('swagger-ui-dist/package.json')), VIEWER_FILES),
    'openapi.yaml': () => openApiOf(documents, api),
    'asyncapi.yaml': () => readFileSync(join(documents, 'asyncapi.yaml')),
    'token.json': async () => JSON.stringify({ scheme: tokenSchemeOf(documents), token: await token() }),
  };
  const headers = { ...HEADERS, 'content-security-policy': securityPolicyFor(api) };

  return async (request, response) => {
    const refusal = refusalOf(request);
    if (refusal) return answer(response, refusal.status, refusal.reason, headers);
    const name = new URL(request.url ?? '/', 'http://localhost').pathname.slice(1) || 'index.html';
    const content = ownValue(contents, name);
    const missing = name === 'asyncapi.yaml' && !existsSync(join(documents, name));
    if (!content || missing) return answer(response, 404, 'There is no such page.', headers);
    const type = TYPES[extname(name)] ?? 'application/octet-stream';
    response.writeHead(200, { ...headers, 'content-type': type });
    response.end(bodyFor(request, await content()));
  };
};

type Content = string | Buffer;

const STATIC = resolve(__dirname, 'static');
const VIEWER_FILES = ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png'];

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.png': 'image/png',
  '.json': 'application/json',
  // RFC 9512
  '.yaml': 'application/yaml',
};

const HEADERS = {
  'cache-control': 'no-store',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

/** Scripts of this server only, which call nothing but this server and the API. The viewer needs inline styles. */
const securityPolicyFor = (api: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    `connect-src 'self' ${api}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');

const mapFiles = (folder: string, names: readonly string[]): Record<string, () => Content> =>
  Object.fromEntries(names.map((name) => [name, () => readFileSync(join(folder, name))]));

const bodyFor = ({ method }: IncomingMessage, content: Content): Content =>
  method === 'HEAD' ? '' : content;

const answer = (
  response: ServerResponse,
  status: number,
  text: string,
  headers: Readonly<Record<string, string>>,
): void => {
  response.writeHead(status, { ...headers, 'content-type': 'text/plain; charset=utf-8' });
  response.end(`${text}\n`);
};
