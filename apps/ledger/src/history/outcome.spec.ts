import type { Outcome } from './operation.js';
import { combined, outcomeOf } from './outcome.js';

const body = (data: unknown, code = '', message = 'OK') => ({ data, message, errors: [{ code }] });
const product = { name: 'Flat White', price: 3, stockLevel: 0, pricingBrackets: [] };

it.each([
  ['a product', 201, body(product), { kind: 'done', product: { ...product, version: 4 } }],
  ['a deletion', 200, body('OK'), { kind: 'done' }],
  ['nothing changed', 200, body(product, '', 'No updates required'), { kind: 'done' }],
  ['no such product', 404, body('Not found'), { kind: 'absent' }],
  ['the id is used', 409, body('Conflict', 'product/already-exists'), { kind: 'exists' }],
  ['conflicts', 409, body('Conflict', 'product/write-conflict'), { kind: 'refused' }],
  ['another version', 412, body('Precondition failed'), { kind: 'version-mismatch' }],
  ['too large', 413, body('Payload too large', 'request/body-too-large'), { kind: 'refused' }],
  ['the key of another request', 422, body('', 'product/key-reused'), { kind: 'refused' }],
  ['throttled', 429, body('THROTTLED'), { kind: 'refused' }],
  ['the clock is behind', 401, body('Unauthorized'), { kind: 'refused' }],
  ['nothing was written', 503, body('', 'service/unavailable'), { kind: 'refused' }],
  ['not begun', 503, body('', 'batch/not-attempted'), { kind: 'refused' }],
  ['nobody knows', 503, body('', 'product/outcome-unknown'), { kind: 'unknown' }],
  ['killed', 502, body('INTEGRATION_FAILURE', 'gateway/INTEGRATION_FAILURE'), { kind: 'unknown' }],
  ['too slow', 504, body('INTEGRATION_TIMEOUT', 'gateway/INTEGRATION_TIMEOUT'), { kind: 'unknown' }],
  ['a bug', 500, body('', 'service/internal-error'), { kind: 'unknown' }],
])('%s', (_, status, answer, outcome) => {
  expect(outcomeOf(status, answer, 4)).toEqual(outcome);
});

describe('of several requests with one key', () => {
  const kinds = (earlier: Outcome['kind'], last: Outcome['kind']) =>
    combined({ kind: earlier } as Outcome, { kind: last } as Outcome).kind;

  it.each([
    // The first may have done it, or the second.
    ['unknown', 'done', 'done'],
    // The first may still be on its way.
    ['unknown', 'absent', 'unknown'],
    ['unknown', 'refused', 'unknown'],
    ['refused', 'absent', 'absent'],
    ['refused', 'unknown', 'unknown'],
    // An item of a batch whose other items are tried again.
    ['done', 'unknown', 'done'],
    ['absent', 'done', 'done'],
  ] as const)('%s, then %s: %s', (earlier, last, together) => {
    expect(kinds(earlier, last)).toBe(together);
  });
});
