import type { Fact } from '../history/event.js';
import type { ProductHistory } from '../history/history.js';
import type { Operation } from '../history/operation.js';
import { checkFacts } from './facts.js';
import { create, done, get, operation, remove, shows } from './testing/operations.js';

const stock = (second: number, sent: number, stockLevel: number): Fact => ({
  id: `stock ${second} ${sent}`,
  productId: 'LATTE',
  time: new Date(Date.UTC(2026, 10, 22, 9, 30, second)).toISOString(),
  sent,
  value: { kind: 'stock', stockLevel },
});
const pricing = (second: number, sent: number, ...prices: number[]): Fact => ({
  ...stock(second, sent, 0),
  value: { kind: 'pricing', brackets: prices.map((price, index) => ({ quantity: index + 1, price })) },
});
const created = operation(0, 1, create(1), shows(1));
const reads = (from: number, stockLevel: number) => operation(from, from + 1, get, shows(1, { stockLevel }));
const historyOf = (facts: Fact[], operations: Operation[], end?: Operation): ProductHistory => ({
  productId: 'LATTE',
  operations: [created, ...operations],
  facts,
  end,
  accepted: [],
  received: [],
});

describe('is accepted', () => {
  it.each<[string, ProductHistory]>([
    ['no fact', historyOf([], [reads(2, 0)], reads(9, 0))],
    [
      'the newest fact, whenever it was sent',
      historyOf([stock(2, 10, 7), stock(1, 20, 5)], [reads(30, 5)], reads(90, 7)),
    ],
    ['a fact of before the creation that was ignored', historyOf([stock(1, 0, 7)], [], reads(90, 0))],
    ['a fact of before the creation that was applied', historyOf([stock(1, 0, 7)], [], reads(90, 7))],
    ['one that is newer than a later fact', historyOf([stock(2, 0, 7), stock(1, 10, 5)], [], reads(90, 5))],
    ['either of two facts of one time', historyOf([stock(1, 10, 7), stock(1, 20, 5)], [], reads(90, 7))],
    [
      'a read that is older than a concurrent one',
      historyOf(
        [stock(1, 10, 5), stock(2, 20, 7)],
        [operation(30, 50, get, shows(1, { stockLevel: 7 })), reads(40, 5)],
        reads(90, 7),
      ),
    ],
    [
      'a level that comes again',
      historyOf([stock(1, 10, 5), stock(2, 20, 7), stock(3, 30, 5)], [reads(40, 7)], reads(90, 5)),
    ],
    ['a product without stock', historyOf([stock(1, 10, 5), stock(2, 20, 0)], [reads(30, 5)], reads(90, 0))],
    [
      'a product that was deleted',
      historyOf([stock(1, 10, 5)], [operation(20, 21, remove(), done), reads(15, 5)], reads(90, 0)),
    ],
    [
      'brackets in any order',
      historyOf(
        [
          {
            ...pricing(1, 10),
            value: {
              kind: 'pricing',
              brackets: [
                { quantity: 5, price: 2 },
                { quantity: 1, price: 3 },
                { quantity: 5, price: 2 },
              ],
            },
          },
        ],
        [],
        operation(
          90,
          91,
          get,
          shows(1, {
            pricingBrackets: [
              { quantity: 1, price: 3 },
              { quantity: 5, price: 2 },
            ],
          }),
        ),
      ),
    ],
    ['a list, which has no brackets', historyOf([pricing(1, 10, 3)], [], reads(90, 0))],
  ])('%s', (_, history) => {
    expect(checkFacts(history)).toEqual([]);
  });
});

it('is found after a deletion without an answer that no event tells', () => {
  const history = historyOf(
    [stock(1, 10, 5)],
    [operation(20, 21, remove(), { kind: 'unknown' })],
    reads(90, 0),
  );
  expect(checkFacts(history)).toHaveLength(1);
});

describe('is found', () => {
  const shown = (from: number, ...prices: number[]) =>
    operation(
      from,
      from + 1,
      get,
      shows(1, { pricingBrackets: prices.map((price, index) => ({ quantity: index + 1, price })) }),
    );

  it.each<[string, RegExp, ProductHistory]>([
    ['a level that nobody sent', /^stock: no fact/, historyOf([stock(1, 10, 5)], [reads(20, 6)])],
    ['a level before it was sent', /^stock: no fact/, historyOf([stock(1, 10, 5)], [reads(5, 5)])],
    ['brackets that nobody sent', /^pricing: no fact/, historyOf([pricing(1, 10, 3)], [shown(20, 4)])],
    [
      'a level of nobody, after a deletion',
      /^stock: no fact/,
      historyOf([], [operation(20, 21, remove(), done), reads(30, 6)]),
    ],
    [
      'an older level after a newer one',
      /^stock: an older fact/,
      historyOf([stock(1, 10, 5), stock(2, 20, 7)], [reads(30, 7), reads(40, 5)]),
    ],
    [
      'no level after one',
      /^stock: an older fact/,
      historyOf([stock(1, 10, 5)], [reads(30, 5), reads(40, 0)]),
    ],
    [
      'older brackets after newer ones',
      /^pricing: an older fact/,
      historyOf([pricing(1, 10, 3), pricing(2, 20, 4)], [shown(30, 4), shown(40, 3)]),
    ],
    [
      'an older level at the end',
      /^stock: the newest fact/,
      historyOf([stock(1, 10, 5), stock(2, 20, 7)], [], reads(90, 5)),
    ],
    [
      'the level that was sent last at the end',
      /^stock: the newest fact/,
      historyOf([stock(2, 10, 7), stock(1, 20, 5)], [], reads(90, 5)),
    ],
    ['no level at the end', /^stock: the newest fact/, historyOf([stock(1, 10, 5)], [], reads(90, 0))],
    ['no brackets at the end', /^pricing: the newest fact/, historyOf([pricing(1, 10, 3)], [], shown(90))],
  ])('%s', (_, text, history) => {
    expect(checkFacts(history)).toContainEqual({
      promise: 'stale-fact',
      productId: 'LATTE',
      text: expect.stringMatching(text),
    });
  });
});
