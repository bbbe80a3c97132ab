import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname } from 'node:path';
import { z } from 'zod';
import { UserError } from '../core/user-error.js';
import { ownValue } from '../core/json.js';
import { FAULT } from '../faults/index.js';
import type { RequestHandler } from '../http/http-listener.js';
import { BodyTooLargeError, readBody } from '../http/http-server.js';
import { answerJson, answerText, CONTENT_TYPES, PAGE_HEADERS, targetOf } from '../http/page.js';
import { refusalOf } from '../http/refusal.js';
import { pageFiles } from './page-files.js';
import type { ConsoleSource } from './source.js';
import type { Stream } from './stream.js';

const MAXIMUM_BODY_BYTES = 1024 * 1024;
const MAXIMUM_JOURNEYS = 100;

const REQUEST = z.strictObject({
  method: z.enum(['GET', 'POST', 'PUT', 'DELETE']),
  path: z.string().startsWith('/').max(2_000),
  body: z.unknown().optional(),
});
const FACT = z.discriminatedUnion('sender', [
  z.strictObject({
    sender: z.literal('inventory'),
    productId: z.string(),
    envelope: z.string(),
    newStockLevel: z.number(),
  }),
  z.strictObject({
    sender: z.literal('pricing'),
    productId: z.string(),
    envelope: z.string(),
    priceBrackets: z.array(z.strictObject({ quantity: z.number(), price: z.number() })),
  }),
]);
const QUERY = z.strictObject({
  product: z.string().optional(),
  event: z.string().optional(),
  trace: z.string().optional(),
  error: z.literal('true').optional(),
});
const PRESET = z.strictObject({ preset: z.string() });

/** The routes of the console's server: the page, and what it asks for. Every answer but the page's files is JSON. */
export const consoleRoutes = (source: ConsoleSource, pages: Stream): RequestHandler => {
  const files = pageFiles();
  const { traces, faults } = source;
  const get: Readonly<Record<string, (query: URLSearchParams) => unknown>> = {
    '/journeys': (query) =>
      traces?.journeys(definedOf(QUERY.parse(Object.fromEntries(query))), MAXIMUM_JOURNEYS) ?? [],
    '/journey': (query) => traces?.journey(query.get('id') ?? '') ?? null,
    '/messages': (query) => source.messages(query.get('place') ?? ''),
    '/pathways': () => traces?.pathways() ?? [],
  };
  const post: Readonly<Record<string, (body: unknown) => unknown>> = {
    '/request': (body) => source.request(definedOf(REQUEST.parse(body))),
    '/fact': (body) => source.putFact(FACT.parse(body)),
    '/operate': (body) => source.operate(body),
    '/faults/start': (body) => done(faults.start(PRESET.parse(body).preset)),
    '/faults/inject': (body) => done(faults.inject(FAULT.parse(body))),
    '/faults/clear': async () => done(await faults.clear()),
  };

  const file = async (path: string, response: ServerResponse): Promise<void> => {
    const content = ownValue(await files(), path.slice(1) || 'index.html');
    if (content === undefined) return answerText(response, 404, 'There is no such page.');
    const type = CONTENT_TYPES[extname(path) || '.html'] ?? 'application/octet-stream';
    response.writeHead(200, {
      ...PAGE_HEADERS,
      'content-security-policy': SECURITY_POLICY,
      'content-type': type,
    });
    response.end(content);
  };

  return async (request, response) => {
    const refusal = refusalOf(request, ['GET', 'POST']);
    if (refusal) return answerText(response, refusal.status, refusal.reason);
    const { path, query } = targetOf(request);
    if (request.method === 'GET') {
      if (path === '/stream') return pages.connect(response);
      const read = ownValue(get, path);
      return read ? answerWith(response, () => read(query)) : file(path, response);
    }
    const run = ownValue(post, path);
    if (!run) return answerJson(response, 404, { error: 'There is no such action.' });
    return answerWith(response, async () => run(await bodyOf(request)));
  };
};

/** Scripts, styles and requests of this server only. */
const SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const done = (_nothing: void): object => ({});

const bodyOf = async (request: IncomingMessage): Promise<unknown> => {
  const text = (await readBody(request, MAXIMUM_BODY_BYTES)).toString();
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new UserError('The body is not JSON.');
  }
};

/** Answers with the result, or says what was wrong with the request. Other errors are the HTTP listener's. */
const answerWith = async (response: ServerResponse, run: () => unknown): Promise<void> => {
  try {
    answerJson(response, 200, await run());
  } catch (error) {
    if (error instanceof UserError) return answerJson(response, 400, { error: error.message });
    if (error instanceof z.ZodError) return answerJson(response, 400, { error: z.prettifyError(error) });
    if (error instanceof BodyTooLargeError) return answerJson(response, 413, { error: error.message });
    throw error;
  }
};

/** Without the fields that are undefined: for types with exact optional fields. */
const definedOf = <T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(value).filter(([, it]) => it !== undefined)) as never;
