import { codeOf, type Violation } from '@product-service/ledger';
import type { HttpAnswer } from '../clients/http-call.js';
import { requestOf } from '../clients/send-step.js';
import type { Step } from '../clients/step.js';

/** What is wrong with an answer, apart from what it says about a product. `hung`: none within the limit. */
export const problemOf = (step: Step, answer: HttpAnswer | 'hung' | undefined): Violation | undefined => {
  const { method, path } = requestOf(step);
  const request = `${method} ${path}`;
  if (answer === 'hung') return { promise: 'hung', text: `${request} got no answer in time` };
  if (!answer)
    return { promise: 'unclear-error', text: `The connection of ${request} was closed without an answer` };
  const { status, body } = answer;
  if (status >= 500 && !CLEAR_ERRORS.has(codeOf(body))) {
    return { promise: 'unclear-error', text: `${request} got ${status} ${JSON.stringify(body)}` };
  }
  return undefined;
};

/**
 * The service cannot say more if a function is killed, takes too long, or cannot be started. Of an outcome that is unknown, the
 * answer says so.
 */
const CLEAR_ERRORS = new Set([
  'service/unavailable',
  'product/outcome-unknown',
  'batch/not-attempted',
  'gateway/INTEGRATION_FAILURE',
  'gateway/INTEGRATION_TIMEOUT',
]);
