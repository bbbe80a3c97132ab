import fc from 'fast-check';
import { hostileBody } from './bodies.js';
import { hostileHeaders } from './headers.js';
import { hostileSegment } from './paths.js';
import { hostileText, likelyName } from './texts.js';

/** Stands for the token of an administrator. */
export const TOKEN_SLOT = 'TOKEN-OF-AN-ADMINISTRATOR';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];
const ODD_METHODS = [
  'TRACE',
  'CONNECT',
  'PROPFIND',
  'get',
  'BREW',
  'GETS',
  'A'.repeat(9_000),
  '',
  '\0',
  'P\u00d6ST',
  'PRI',
];
const ODD_VERSIONS = ['HTTP/1.0', 'HTTP/0.9', 'HTTP/2.0', 'HTTP/9.9', 'http/1.1', 'HTTP/1.1 x', '', 'ICY'];
const TARGETS = [
  '*',
  '',
  '/',
  '//',
  '/product',
  '/product/',
  '/product/batch',
  '/PRODUCT',
  '/product/batch/',
  '/./product',
  '/../product',
  '/product/../product',
  '/%70roduct',
  '/product%00',
  '/product;a=b',
  '/product#x',
  '/product\\x',
  '/api/product',
  '//evil.example/product',
  'http://evil.example/product',
  'http://[::1',
  'evil.example:443',
  '/product/a/b',
  '/__proto__',
  '/constructor',
  `/${'a/'.repeat(3_000)}`,
  `/product/${'%41'.repeat(20_000)}`,
  '/product?',
  '/product?&&=&',
  '/product?%',
  '/product?a=%ff',
  `/product?${'a=b&'.repeat(3_000)}`,
  '/product?__proto__=1&limit[]=1',
  '/product?limit=1%0d%0aX:%20y',
  '/product?ids=%00',
];
const usualFraming = (body: string): string =>
  `Content-Length: ${Buffer.byteLength(body, 'latin1')}\r\n\r\n${body}`;
/** Headers that say how long a body is, and of what kind: some contradict each other. */
const ODD_FRAMINGS: readonly ((body: string) => string)[] = [
  (body) => `Content-Length: ${Buffer.byteLength(body, 'latin1') + 7}\r\n\r\n${body}`,
  (body) => `Content-Length: 3\r\n\r\n${body}`,
  (body) => `Content-Length: -1\r\n\r\n${body}`,
  (body) => `Content-Length: 1e3\r\n\r\n${body}`,
  (body) => `Content-Length: 99999999999999999999\r\n\r\n${body}`,
  (body) => `Content-Length: 3\r\nContent-Length: 4\r\n\r\n${body}`,
  (body) => `Transfer-Encoding: chunked\r\n\r\n${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`,
  (body) => `Transfer-Encoding: chunked\r\n\r\nzz\r\n${body}\r\n0\r\n\r\n`,
  (body) => `Transfer-Encoding: chunked\r\n\r\n${body.length.toString(16)}\r\n${body}`,
  () => `Transfer-Encoding: chunked\r\n\r\n1;${'x'.repeat(20_000)}\r\na\r\n0\r\n\r\n`,
  (body) =>
    `Transfer-Encoding: gzip, chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\nGET /admin HTTP/1.1\r\n\r\n${body}`,
  (body) => `Transfer-Encoding: x\r\n\r\n${body}`,
  (body) => `Expect: 100-continue\r\nContent-Length: ${Buffer.byteLength(body, 'latin1')}\r\n\r\n${body}`,
  (body) => `Expect: a-miracle\r\n\r\n${body}`,
  (body) => `Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: x\r\n\r\n${body}`,
  (body) => `Content-Encoding: gzip\r\nContent-Length: ${Buffer.byteLength(body, 'latin1')}\r\n\r\n${body}`,
  (body) => `X-Folded: a\r\n b\r\nContent-Length: 0\r\n\r\n${body}`,
  (body) => `no colon\r\n\r\n${body}`,
  (body) => ` X: leading space\r\n\r\n${body}`,
  (body) => `X : space before the colon\r\n\r\n${body}`,
  (body) => `X: ${'x'.repeat(20_000)}\r\n\r\n${body}`,
  (body) => `X: a\0b\r\n\r\n${body}`,
  (body) => `X: a\nY: b\r\n\r\n${body}`,
  () => '',
];

const segment = hostileSegment.map((text) => `/product/${text}`);
const target = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(...TARGETS) },
  { weight: 3, arbitrary: segment },
  { weight: 4, arbitrary: fc.constantFrom('/product', '/product/batch', '/product/FLATWHITE') },
  { weight: 1, arbitrary: hostileText },
);
const method = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...METHODS) },
  { weight: 1, arbitrary: fc.constantFrom(...ODD_METHODS) },
);
const product = fc.record({ name: likelyName, price: fc.constantFrom(1, 2.5, -1) });

const built = fc
  .record({
    method,
    target,
    version: fc.oneof(
      { weight: 12, arbitrary: fc.constant('HTTP/1.1') },
      { weight: 1, arbitrary: fc.constantFrom(...ODD_VERSIONS) },
    ),
    headers: hostileHeaders,
    isAdministrator: fc.boolean(),
    body: hostileBody(product),
    frame: fc.oneof(
      { weight: 3, arbitrary: fc.constant(usualFraming) },
      { weight: 1, arbitrary: fc.constantFrom(...ODD_FRAMINGS) },
    ),
  })
  .map(
    ({
      method: verb,
      target: path,
      version,
      headers,
      isAdministrator,
      body: { body, isBase64Encoded },
      frame,
    }) => {
      const bytes = Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8').toString('latin1');
      const own = headers.map(([name, value]) => `${name}: ${asBytes(value)}\r\n`).join('');
      const token = isAdministrator ? `Authorization: Bearer ${TOKEN_SLOT}\r\n` : '';
      return `${asBytes(verb)} ${asBytes(path)} ${version}\r\nHost: localhost\r\n${token}${own}${frame(bytes)}`;
    },
  );

/** Text as its UTF-8, each byte a character. */
const asBytes = (text: string): string => Buffer.from(text).toString('latin1');

/** What a client may write to a socket, each byte a character. */
export const rawRequest: fc.Arbitrary<string> = fc.oneof(
  { weight: 20, arbitrary: built },
  {
    weight: 1,
    arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
  },
  { weight: 1, arbitrary: fc.tuple(built, fc.nat(400)).map(([text, length]) => text.slice(0, length)) },
  { weight: 1, arbitrary: fc.tuple(built, built).map(([one, other]) => one + other) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '\r\n\r\nGET /product HTTP/1.1\r\n\r\n',
      '\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03',
      'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
      'GET /product HTTP/1.1\nHost: x\n\n',
      `GET /product HTTP/1.1\r\n${'a: b\r\n'.repeat(4_000)}\r\n`,
    ),
  },
);
