import type { ProductHistory } from '../history/history.js';
import { checkOwners } from './event-owners.js';
import {
  create,
  createdEvent,
  deletedEvent,
  done,
  historyOf,
  operation,
  refused,
  remove,
  unknown,
  update,
  updatedEvent,
} from './testing/operations.js';
import { at, created, events, first, twoChanges } from './testing/two-changes.js';

it.each<[string, string, RegExp, ProductHistory]>([
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
])('finds %s', (_, promise, text, history) => {
  expect(checkOwners(history.accepted, history)).toContainEqual({
    promise,
    productId: 'LATTE',
    text: expect.stringMatching(text),
  });
});
