import type { ProductHistory } from '../history/history.js';
import { checkPublications } from './publications.js';
import {
  absent,
  create,
  createdEvent,
  FACT,
  deletedEvent,
  done,
  get,
  operation,
  patch,
  publicEventsOf,
  historyOf,
  remove,
  unknown,
  update,
  updatedEvent,
} from './testing/operations.js';
import { at, created, endOf, first } from './testing/two-changes.js';

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
      { end: operation(90, 91, get, absent), facts: [FACT] },
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
  ['a creation that found the product', historyOf([created, operation(2, 3, create(1), at(1, 1))], [first])],
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
    historyOf([created, operation(2, 3, get, at(1, 2))], [first], { end: endOf(1, 2), facts: [FACT] }),
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
])('accepts %s', (_, history) => {
  expect(checkPublications(history)).toEqual([]);
});
