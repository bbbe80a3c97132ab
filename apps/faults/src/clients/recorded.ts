import type { Operation } from '@product-service/ledger';
import { clock } from '../recorder/clock.js';
import type { HttpCall } from './http-call.js';
import { outcomesOf, requestOf } from './send-step.js';
import type { Wish } from './step.js';

/** Sends one request, once. */
export const recorded = async (wish: Wish, call: HttpCall): Promise<Operation> => {
  const step = { kind: 'single', wish } as const;
  const from = clock();
  const answer = await call(requestOf(step));
  const [outcome = { kind: 'unknown' }] = outcomesOf(step, answer === 'hung' ? undefined : answer);
  return { ...wish, from, to: clock(), outcome };
};
