import { historyOf } from './history-of.js';
import {
  create,
  createdEvent,
  get,
  operation,
  publicEventsOf,
  shows,
  unknown,
  update,
} from './testing/operations.js';

const [v1, v2] = publicEventsOf([createdEvent(1, 1)]);
const other = { ...operation(0, 1, get, shows(1)), productId: 'OTHER' };
const history = {
  operations: [
    { ...operation(30, 40, update(2, 'Latte', 1), unknown), id: 2 },
    {
      ...operation(0, 9, create(1), shows(1, { version: 1, pricingBrackets: [{ quantity: 5, price: 2 }] })),
      id: 1,
    },
    other,
  ],
  accepted: [{ ...createdEvent(1, 1), accepted: 10 }],
  received: [v1!, { ...v2!, received: 25 }],
  facts: [
    {
      id: 'fact',
      productId: 'LATTE',
      time: '2026-11-22T09:30:00.000Z',
      sent: 20,
      value: { kind: 'stock' as const, stockLevel: 7 },
    },
  ],
  end: [{ ...operation(90, 91, get, { kind: 'absent' }), id: 3 }],
};

it('tells everything about one product in the order of time', () => {
  expect(historyOf(history, 'LATTE')).toEqual([
    '       0  client    #1 0–9 ms: create "Latte" at 1 → done: "Latte" at 1, version 1, stock 0, brackets [5:2]',
    '      10  SNS       product.productCreated 1 to "Latte" at 1 (event 1)',
    '      20  fact      stock of 2026-11-22T09:30:00.000Z: 7 (fact)',
    '      25  bus       product.productCreated.v2 1 to "Latte" at 1 (event 1 v2)',
    '      30  client    #2 30–… ms: update to "Latte" at 2 if version 1 → unknown',
    '      90  end       #3 90–91 ms: get → absent',
    '       ?  bus       product.productCreated.v1 1 (event 1 v1)',
  ]);
});

it('tells nothing about a product that does not occur', () => {
  expect(historyOf(history, 'NOBODY')).toEqual([]);
});
