import { setTimeout as sleep } from 'node:timers/promises';
import { combined, type Operation, type Outcome } from '@product-service/ledger';
import { clock } from '../recorder/clock.js';
import type { HttpAnswer, HttpCall } from './http-call.js';
import { outcomesOf, requestOf, wishesOf } from './send-step.js';
import type { Step } from './step.js';

/** What a client tells the ledger. */
export interface ClientReports {
  finished(operation: Operation): void;
  /** The answer to a request. Undefined: the connection broke. */
  answered(step: Step, answer: HttpAnswer | 'hung' | undefined): void;
}

const isWorthRepeating = ({ kind }: Outcome): boolean => kind === 'unknown' || kind === 'refused';

/** How often a request with an idempotency key is sent. */
const ATTEMPTS = 4;
const FIRST_PAUSE_MS = 100;

/**
 * Sends one request after the other, until `isOver`. It repeats one that may not have been executed, if that is safe: reads, and
 * writes with an idempotency key.
 */
export const runClient = async (
  sequence: Iterator<Step, never>,
  call: HttpCall,
  reports: ClientReports,
  isOver: () => boolean,
): Promise<void> => {
  while (!isOver()) {
    const { value: step } = sequence.next();
    const from = clock();
    const outcomes = await send(step);
    const to = clock();
    wishesOf(step).forEach(({ id, productId, request }, index) =>
      reports.finished({ id, productId, request, from, to, outcome: outcomes[index] ?? { kind: 'unknown' } }),
    );
  }

  async function send(step: Step): Promise<readonly Outcome[]> {
    const isSafe = step.kind !== 'list' && step.idempotencyKey !== undefined;
    let known: readonly Outcome[] | undefined;
    for (let attempt = 1; ; attempt++) {
      const answer = await call(requestOf(step));
      reports.answered(step, answer);
      const last = outcomesOf(step, answer === 'hung' ? undefined : answer);
      const outcomes = last.map((outcome, index) => combined(known?.[index], outcome));
      if (!isSafe || attempt === ATTEMPTS || isOver() || !outcomes.some(isWorthRepeating)) return outcomes;
      known = outcomes;
      await sleep(FIRST_PAUSE_MS * 2 ** attempt);
    }
  }
};
