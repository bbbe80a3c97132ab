import type { HttpAnswer } from '../clients/http-call.js';
import { problemOf } from './http-answers.js';

const step = { kind: 'single', wish: { id: 1, productId: 'LATTE', request: { kind: 'get' } } } as const;
const answer = (status: number, code: string): HttpAnswer => ({
  status,
  headers: new Headers(),
  body: { data: '', message: '', errors: [{ code }] },
});

it.each([
  [answer(200, ''), undefined],
  [answer(404, 'product/not-found'), undefined],
  [answer(503, 'service/unavailable'), undefined],
  [answer(503, 'product/outcome-unknown'), undefined],
  [answer(504, 'gateway/INTEGRATION_TIMEOUT'), undefined],
  [answer(500, 'service/internal-error'), 'unclear-error'],
  [undefined, 'unclear-error'],
  ['hung', 'hung'],
] as const)('the answer %j breaks the promise %s', (given, promise) =>
  expect(problemOf(step, given)?.promise).toBe(promise),
);
