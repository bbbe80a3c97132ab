import type { ProductHistory } from '../history/history.js';
import { checkPublicEvents } from './public-events.js';
import {
  create,
  createdEvent,
  historyOf,
  operation,
  publicEventsOf,
  shows,
  updatedEvent,
} from './testing/operations.js';

const at = (price: number, version: number) => shows(price, { version });
const created = operation(0, 1, create(1), at(1, 1));
const first = createdEvent(1, 1);
const [v1, v2] = publicEventsOf([first]);

it.each<[string, string, RegExp, ProductHistory]>([
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
])('finds %s', (_, promise, text, history) => {
  expect(checkPublicEvents(history.accepted, history.received)).toContainEqual({
    promise,
    productId: 'LATTE',
    text: expect.stringMatching(text),
  });
});
