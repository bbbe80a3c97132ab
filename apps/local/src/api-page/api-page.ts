import { existsSync, readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { dirname, extname, join, resolve } from 'node:path';
import { ownValue } from '../core/json.js';
import type { RequestHandler } from '../http/http-listener.js';
import { answerText, CONTENT_TYPES, PAGE_HEADERS, targetOf } from '../http/page.js';
import { refusalOf } from '../http/refusal.js';
import { openApiOf, tokenSchemeOf } from './open-api-document.js';

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
  const headers = { ...PAGE_HEADERS, 'content-security-policy': securityPolicyFor(api) };

  return async (request, response) => {
    const refusal = refusalOf(request);
    if (refusal) return answerText(response, refusal.status, refusal.reason, headers);
    const name = targetOf(request).path.slice(1) || 'index.html';
    const content = ownValue(contents, name);
    const missing = name === 'asyncapi.yaml' && !existsSync(join(documents, name));
    if (!content || missing) return answerText(response, 404, 'There is no such page.', headers);
    const type = CONTENT_TYPES[extname(name)] ?? 'application/octet-stream';
    response.writeHead(200, { ...headers, 'content-type': type });
    response.end(bodyFor(request, await content()));
  };
};

type Content = string | Buffer;

const STATIC = resolve(__dirname, 'static');
const VIEWER_FILES = ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png'];

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
