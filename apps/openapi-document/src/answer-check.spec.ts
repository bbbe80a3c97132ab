import { answerCheckOf, type ReceivedAnswer } from './answer-check.js';
import { openApiDocument } from './document.js';
import type { OpenApi } from './open-api.js';
import { callApi } from './testing/call-api.js';

const check = answerCheckOf(openApiDocument() as OpenApi);
const READ = { method: 'GET', path: '/product/FLATWHITE' };

const answerTo = (body?: unknown): Promise<ReceivedAnswer> =>
  body
    ? callApi('POST /product', { body })
    : callApi('GET /product/{productId}', { path: { productId: 'FLATWHITE' } });

const without = ({ headers, ...answer }: ReceivedAnswer, name: string): ReceivedAnswer => {
  const left = new Headers(headers);
  left.delete(name);
  return { ...answer, headers: left };
};

it('accepts new fields, and the answer of HEAD', async () => {
  const answer = await answerTo();
  const { data, message } = answer.body as { data: object; message: string };
  expect(check(READ, { ...answer, body: { data: { ...data, colour: 'white' }, message, page: 1 } })).toEqual(
    [],
  );
  expect(check({ ...READ, method: 'HEAD' }, { ...answer, body: undefined })).toEqual([]);
});

it.each<[string, (answer: ReceivedAnswer) => ReceivedAnswer, RegExp]>([
  ['a missing field', (answer) => ({ ...answer, body: { data: { name: 'x' }, message: 'OK' } }), /productId/],
  [
    'a field of another type',
    (answer) => ({ ...answer, body: { data: 'OK', message: 'OK' } }),
    /object.*"OK"/,
  ],
  ['an unknown status', (answer) => ({ ...answer, status: 204 }), /The body/],
  [
    'a missing header',
    (answer) => without(answer, 'access-control-allow-origin'),
    /Access-Control-Allow-Origin/,
  ],
  ['another media type', (answer) => without(answer, 'content-type'), /media type none/],
])('finds %s', async (_, change, problem) => {
  expect(check(READ, change(await answerTo())).join('\n')).toMatch(problem);
});

it('finds a missing header of one route', async () => {
  const answer = await answerTo({ name: 'Cortado', price: 2.9 });
  expect(check({ method: 'POST', path: '/product' }, answer)).toEqual([]);
  expect(check({ method: 'POST', path: '/product' }, without(answer, 'location'))).toEqual([
    'The header Location is missing.',
  ]);
});

it('accepts only 404 of an unknown route', async () => {
  const answer = await callApi('GET /product/{productId}', { path: { productId: 'NOSUCHPRODUCT' } });
  expect(check({ method: 'GET', path: '/products' }, answer)).toEqual([]);
  expect(check({ method: 'GET', path: '/products' }, { ...answer, status: 200 })).toHaveLength(1);
});
