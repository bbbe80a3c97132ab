import type { IncomingMessage, ServerResponse } from 'node:http';

/** Headers of every answer to a page: it is not stored, and no other site can embed it or read it. */
export const PAGE_HEADERS = {
  'cache-control': 'no-store',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
} as const;

/** By the extension of the file. */
export const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.json': 'application/json',
  // RFC 9512
  '.yaml': 'application/yaml',
};

export const answerText = (
  response: ServerResponse,
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = PAGE_HEADERS,
): void => {
  response.writeHead(status, { ...headers, 'content-type': 'text/plain; charset=utf-8' });
  response.end(`${text}\n`);
};

export const answerJson = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { ...PAGE_HEADERS, 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
};

/** Path and query of a request, as they are written: a path such as `//[` is no address. */
export const targetOf = ({ url = '/' }: IncomingMessage): { path: string; query: URLSearchParams } => {
  const [path = '/', query] = url.split(/\?(.*)/s, 2);
  return { path, query: new URLSearchParams(query) };
};
