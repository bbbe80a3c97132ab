import type { Exchange } from '../core/observation.js';
import { readExchange } from './read-exchange.js';

const latte = { productId: 'LATTE', name: 'Latte', price: 2, stockLevel: 0 };
const exchange = (method: string, path: string, body: unknown, more: Partial<Exchange> = {}): Exchange => ({
  method,
  path,
  requestHeaders: {},
  requestBody: body === undefined ? '' : JSON.stringify(body),
  status: 200,
  answerHeaders: [['etag', '"7"']],
  answerBody: JSON.stringify({ data: latte, message: 'OK' }),
  from: 1.4,
  to: 2.6,
  ...more,
});
const shown = { kind: 'done', product: { name: 'Latte', price: 2, stockLevel: 0, version: 7 } };

it.each<[string, Exchange, object]>([
  [
    'a creation, under the id that is derived from its name',
    exchange('POST', '/product', { name: ' latte ', price: 2 }),
    { productId: 'LATTE', request: { kind: 'create', name: 'Latte', price: 2 }, outcome: shown },
  ],
  [
    'a creation under an id of the caller',
    exchange('POST', '/product', { id: 'l-1', name: 'Latte', price: 2 }),
    { productId: 'l-1' },
  ],
  [
    'an update of a version, of any caller that sends the key',
    exchange(
      'PUT',
      '/product?debug=1',
      { id: 'LATTE', name: 'Latte', price: 2 },
      {
        requestHeaders: { 'if-match': '"6"', 'idempotency-key': 'k' },
      },
    ),
    {
      productId: 'LATTE',
      request: { kind: 'update', name: 'Latte', price: 2, ifVersion: 6 },
      key: 'PUT /product?debug=1 k',
    },
  ],
  [
    'a change of the price, with a path that is encoded',
    exchange('PATCH', '/product/CAF%C3%89%2F1', { price: 2 }),
    { productId: 'CAFÉ/1', request: { kind: 'patch', price: 2 }, outcome: shown },
  ],
  [
    'a deletion',
    exchange('DELETE', '/product/LATTE', undefined, { answerBody: '{"data":"OK","message":"OK"}' }),
    { productId: 'LATTE', request: { kind: 'delete' }, outcome: { kind: 'done' } },
  ],
  [
    'an answer that is no JSON, as unknown',
    exchange('DELETE', '/product/LATTE', undefined, { status: 502, answerBody: '<html>' }),
    { outcome: { kind: 'unknown' } },
  ],
])('reads %s', (_, given, expected) => {
  expect(readExchange(given)).toEqual([expect.objectContaining(expected)]);
});

it.each<[string, Exchange]>([
  ['a list', exchange('GET', '/product?limit=3', undefined)],
  ['a read without a body', exchange('HEAD', '/product/LATTE', undefined, { answerBody: '' })],
  [
    'a read of a version that is known',
    exchange('GET', '/product/LATTE', undefined, { status: 304, answerBody: '' }),
  ],
  ['a refused change', exchange('DELETE', '/product/LATTE', undefined, { status: 401 })],
  ['another path', exchange('GET', '/products/LATTE', undefined)],
  ['a request that is no JSON', exchange('POST', '/product', undefined, { status: 500 })],
])('leaves out %s', (_, given) => {
  expect(readExchange(given)).toEqual([]);
});

it('reads the items of a batch', () => {
  const items = [
    { action: 'create', product: { name: ' latte', price: 2 } },
    { action: 'update', product: { id: 'MOCHA', name: 'Mocha', price: 2 }, ifVersion: 3 },
    { action: 'update', product: { id: 'CORTADO', name: 'Cortado', price: 2 } },
    { action: 'strange' },
  ];
  const data = [
    { status: 201, data: latte, message: 'OK', version: 7 },
    { status: 404, data: 'Not found', message: '', errors: [{ code: 'product/not-found' }] },
    { status: 503, data: '', message: '', errors: [{ code: 'batch/not-attempted' }] },
    { status: 400, data: 'Bad request', message: '', errors: [] },
  ];
  const given = exchange(
    'POST',
    '/product/batch',
    { items },
    {
      requestHeaders: { 'idempotency-key': 'k' },
      answerBody: JSON.stringify({ data, message: 'OK' }),
    },
  );
  expect(readExchange(given)).toEqual([
    {
      productId: 'LATTE',
      request: { kind: 'create', name: 'Latte', price: 2 },
      outcome: shown,
      from: 1,
      to: 3,
      key: 'POST /product/batch k/0',
    },
    {
      productId: 'MOCHA',
      request: { kind: 'update', name: 'Mocha', price: 2, ifVersion: 3 },
      outcome: { kind: 'absent' },
      from: 1,
      to: 3,
      key: 'POST /product/batch k/1',
    },
  ]);
});

it('knows of a batch without an answer what it may have done', () => {
  const items = [{ action: 'create', product: { name: 'Latte', price: 2 } }];
  const given = exchange('POST', '/product/batch', { items }, { status: 504, answerBody: '' });
  expect(readExchange(given)).toEqual([expect.objectContaining({ outcome: { kind: 'unknown' } })]);
});
