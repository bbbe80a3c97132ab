import type { PrivateEvent } from '../ledger/event.js';
import type { ProductHistory } from '../ledger/history.js';
import type { Operation } from '../ledger/operation.js';
import { checkPublications } from './publications.js';
import {
  absent,
  create,
  createdEvent,
  deletedEvent,
  done,
  get,
  operation,
  patch,
  publicEventsOf,
  refused,
  remove,
  shows,
  unknown,
  update,
  updatedEvent,
} from './testing/operations.js';

const at = (price: number, version: number) => shows(price, { version });
const created = operation(0, 1, create(1), at(1, 1));
const historyOf = (
  operations: Operation[],
  accepted: PrivateEvent[],
  more: Partial<ProductHistory> = {},
): ProductHistory => ({
  productId: 'LATTE',
  operations,
  accepted,
  received: publicEventsOf(accepted),
  facts: [],
  ...more,
});
const endOf = (price: number, version?: number) => operation(90, 91, get, shows(price, { version }));
const first = createdEvent(1, 1);

describe('is accepted', () => {
  it.each<[string, ProductHistory]>([
    ['a product that never existed', historyOf([operation(0, 1, get, absent)], [])],
    [
      'each change, once',
      historyOf(
        [
          created,
          operation(2, 3, update(2), at(2, 2)),
          operation(4, 5, patch(3), at(3, 4)),
          operation(6, 7, remove(), done),
        ],
        [first, updatedEvent(2, 1, 2), updatedEvent(4, 2, 3), deletedEvent(5)],
        { end: operation(90, 91, get, absent) },
      ),
    ],
    [
      'repeats',
      historyOf([created], [first, first], { received: publicEventsOf([first, first]).toReversed() }),
    ],
    [
      'a repeat of an event after a later one',
      historyOf([created, operation(2, 3, update(2), at(2, 2))], [first, updatedEvent(2, 1, 2), first]),
    ],
    [
      'a creation that found the product',
      historyOf([created, operation(2, 3, create(1), at(1, 1))], [first]),
    ],
    [
      'a creation that found what an update made',
      historyOf(
        [created, operation(2, 3, update(2), at(2, 2)), operation(4, 5, create(2), at(2, 2))],
        [first, updatedEvent(2, 1, 2)],
      ),
    ],
    ['an update to the same', historyOf([created, operation(2, 3, update(1), done)], [first])],
    [
      'an operation without an answer that changed nothing',
      historyOf([created, operation(2, 3, update(2), unknown)], [first], { end: endOf(1) }),
    ],
    [
      'one that changed the product',
      historyOf([created, operation(2, 3, update(2), unknown)], [first, updatedEvent(2, 1, 2)], {
        end: endOf(2),
      }),
    ],
    [
      'a version that a fact made',
      historyOf([created, operation(2, 3, get, at(1, 5))], [first], { end: endOf(1, 5) }),
    ],
    [
      'two deletions, of which one has no answer',
      historyOf(
        [
          created,
          operation(2, 3, remove(), unknown),
          operation(4, 5, create(2), at(2, 3)),
          operation(6, 7, remove(3), done),
        ],
        [first, deletedEvent(2), createdEvent(3, 2), deletedEvent(4)],
      ),
    ],
  ])('%s', (_, history) => {
    expect(checkPublications(history)).toEqual([]);
  });
});

describe('is found', () => {
  const twoChanges = [created, operation(2, 3, update(2), at(2, 2)), operation(4, 5, update(3), at(3, 3))];
  const events = [first, updatedEvent(2, 1, 2), updatedEvent(3, 2, 3)];
  const [v1, v2] = publicEventsOf([first]);

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
      'an acknowledged update without an event',
      'lost',
      /No event tells this change/,
      historyOf(twoChanges, events.slice(0, 2)),
    ],
    [
      'an acknowledged creation without an event',
      'lost',
      /No event tells this change/,
      historyOf([created], []),
    ],
    [
      'an acknowledged deletion without an event',
      'lost',
      /No event tells this change/,
      historyOf([created, operation(2, 3, remove(), done), operation(4, 5, create(1), at(1, 3))], [first]),
    ],
    [
      'a deletion of a version without its event',
      'lost',
      /No event tells this change/,
      historyOf([created, operation(2, 3, remove(7), done)], [first, deletedEvent(2)]),
    ],
    [
      'a read that no event explains',
      'lost',
      /explains this version/,
      historyOf([created, operation(2, 3, update(2), unknown), operation(4, 5, get, at(2, 2))], [first]),
    ],
    [
      'the event of a refused change',
      'invented',
      /refused/,
      historyOf([created, operation(2, 3, update(2), refused)], [first, updatedEvent(2, 1, 2)]),
    ],
    [
      'a change that nobody asked for',
      'invented',
      /nobody asked/,
      historyOf([created], [first, updatedEvent(2, 1, 9)]),
    ],
    [
      'one change twice',
      'invented',
      /all that asked for it/,
      historyOf(
        [created, operation(2, 3, update(2), at(2, 2)), operation(4, 5, update(3), at(3, 3))],
        [...events, updatedEvent(4, 3, 2)],
      ),
    ],
    [
      'an event before its operation',
      'invented',
      /No operation explains/,
      historyOf(
        [created, operation(20, 21, update(2), unknown)],
        [first, { ...updatedEvent(2, 1, 2), accepted: 10 }],
      ),
    ],
    [
      'more deletions than were asked for',
      'invented',
      /No operation explains/,
      historyOf(
        [created, operation(2, 3, remove(), done), operation(4, 5, create(1), at(1, 3))],
        [first, deletedEvent(2), createdEvent(3, 1), deletedEvent(4)],
      ),
    ],
    [
      'an event with another version than the answer',
      'invented',
      /No operation explains/,
      historyOf([created, operation(2, 3, update(2), at(2, 2))], [first, updatedEvent(3, 1, 2)]),
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
      'a version that was not received',
      'lost',
      /v1 was not received/,
      historyOf([created], [first], { received: [v2!] }),
    ],
    [
      'a public event without a private one',
      'invented',
      /accepted no event/,
      historyOf([created], [first], { received: publicEventsOf([first, updatedEvent(2, 1, 2)]) }),
    ],
    [
      'a public event with two ids',
      'invented',
      /2 ids/,
      historyOf([created], [first], { received: [v1!, v2!, { ...v2!, id: 'another' }] }),
    ],
    [
      'another price in version 2',
      'invented',
      /differs/,
      historyOf([created], [first], { received: [v1!, { ...v2!, details: { name: 'Latte', price: 2 } }] }),
    ],
    [
      'no details in version 2',
      'invented',
      /differs/,
      historyOf([created], [first], { received: [v1!, { ...v2!, details: undefined }] }),
    ],
    [
      'another time in version 1',
      'invented',
      /differs/,
      historyOf([created], [first], { received: [{ ...v1!, time: '2026-11-22T09:31:00.000Z' }, v2!] }),
    ],
  ])('%s', (_, promise, text, history) => {
    expect(checkPublications(history)).toContainEqual({
      promise,
      productId: 'LATTE',
      text: expect.stringMatching(text),
    });
  });
});
