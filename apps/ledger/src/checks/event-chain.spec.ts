import type { ProductHistory } from '../history/history.js';
import { checkChain } from './event-chain.js';
import { FACT, get, historyOf, operation, unknown, update } from './testing/operations.js';
import { at, created, endOf, events, first, twoChanges } from './testing/two-changes.js';

it.each<[string, string, RegExp, ProductHistory]>([
  ['a first event that is missing', 'lost', /as the first event/, historyOf(twoChanges, events.slice(1))],
  [
    'an event that is missing between others',
    'lost',
    /missing before product.productUpdated 3/,
    historyOf(twoChanges, [first, events[2]!]),
  ],
  [
    'a last event that is missing',
    'lost',
    /last change/,
    historyOf(twoChanges, events.slice(0, 2), { end: endOf(3, 3) }),
  ],
  [
    'a read that no event explains',
    'lost',
    /explains this version/,
    historyOf([created, operation(2, 3, update(2), unknown), operation(4, 5, get, at(2, 2))], [first]),
  ],
  [
    'two events with one sequence',
    'invented',
    /one sequence/,
    historyOf(twoChanges, [...events, { ...events[2]!, id: 'another' }]),
  ],
  [
    'an event of a version that does not exist',
    'invented',
    /does not exist/,
    historyOf(twoChanges, events, { end: endOf(3, 2) }),
  ],
  [
    'a later event that was accepted first',
    'out-of-order',
    /accepted product.productUpdated 3 .* before product.productUpdated 2/,
    historyOf(twoChanges, [first, events[2]!, events[1]!]),
  ],
  [
    'a version that neither an event nor a fact made',
    'lost',
    /Of 3 versions, 1 are those of events, and at most 1 those of facts/,
    historyOf([created, operation(2, 3, get, at(1, 3))], [first], { facts: [FACT, FACT] }),
  ],
])('finds %s', (_, promise, text, history) => {
  expect(checkChain(history.accepted, history)).toContainEqual({
    promise,
    productId: 'LATTE',
    text: expect.stringMatching(text),
  });
});
