import {
  absent,
  create,
  done,
  get,
  operation,
  patch,
  remove,
  shows,
  unknown,
  update,
} from './testing/operations.js';
import type { Operation } from '../history/operation.js';
import { checkVersions } from './versions.js';

const at = (price: number, version?: number) => shows(price, { version });
const created = operation(0, 1, create(1), at(1, 1));
const check = (...operations: Operation[]) => checkVersions({ productId: 'LATTE', operations });

it.each<[string, Operation[]]>([
  ['versions that rise', [created, operation(2, 3, update(2), at(2, 2)), operation(4, 5, get, at(2, 2))]],
  ['a version that a fact made', [created, operation(2, 3, get, shows(1, { version: 2, stockLevel: 7 }))]],
  [
    'a concurrent read of the version before',
    [created, operation(2, 9, update(2), at(2, 2)), operation(3, 4, get, at(1, 1))],
  ],
  [
    'a creation that found the product',
    [created, operation(2, 3, update(2), at(2, 2)), operation(4, 5, create(2), at(2, 2))],
  ],
  ['an update to the same', [created, operation(2, 3, update(1, 'Latte', 1), done)]],
  [
    'a change of the expected version',
    [created, operation(2, 3, patch(2, 1), at(2, 2)), operation(4, 5, remove(2), done)],
  ],
  ['answers without a version', [created, operation(2, 3, update(2), at(2)), operation(4, 5, get, at(2))]],
  [
    'a list, which has no brackets',
    [operation(0, 9, get, shows(1, { version: 1, pricingBrackets: [] })), created],
  ],
  [
    'a condition whose answer was lost',
    [
      created,
      operation(2, 3, update(2, 'Latte', 1), unknown),
      operation(4, 5, update(3, 'Latte', 1), at(3, 2)),
    ],
  ],
])('accepts %s', (_, operations) => {
  expect(check(...operations)).toEqual([]);
});

it.each<[string, RegExp, Operation[]]>([
  [
    'two changes',
    /Two changes made version 2/,
    [operation(2, 9, update(2), at(2, 2)), operation(2, 9, update(3), at(3, 2))],
  ],
  [
    'a change and a deletion of one version',
    /Two changes made version 2/,
    [operation(2, 9, update(2, 'Latte', 1), at(2)), operation(2, 9, remove(1), done)],
  ],
  [
    'two names',
    /two contents/,
    [operation(2, 9, get, at(1, 2)), operation(2, 9, get, shows(1, { version: 2, name: 'Mocha' }))],
  ],
  ['two prices', /two contents/, [operation(2, 9, get, at(1, 2)), operation(2, 9, get, at(3, 2))]],
  [
    'two stock levels',
    /two contents/,
    [operation(2, 9, get, at(1, 2)), operation(2, 9, get, shows(1, { version: 2, stockLevel: 7 }))],
  ],
  [
    'two kinds of brackets',
    /two contents/,
    [
      operation(2, 9, get, shows(1, { version: 2, pricingBrackets: [] })),
      operation(2, 9, get, at(1, 2)),
      operation(2, 9, get, shows(1, { version: 2, pricingBrackets: [{ quantity: 1, price: 2 }] })),
    ],
  ],
  [
    'a product at the version of its deletion',
    /two contents/,
    [operation(2, 9, remove(1), done), operation(2, 9, get, at(1, 2))],
  ],
  [
    'a version that goes back',
    /After version 3 came version 2/,
    [operation(2, 3, get, at(3, 3)), operation(4, 5, get, at(2, 2))],
  ],
  [
    'a change that makes no new version',
    /After version 3 came version 3/,
    [operation(2, 3, get, at(3, 3)), operation(4, 5, update(3), at(3, 3))],
  ],
  [
    'a change of another version than expected',
    /A change of version 1 made version 3/,
    [operation(2, 3, update(2, 'Latte', 1), at(2, 3))],
  ],
])('finds %s', (_, text, operations) => {
  expect(check(created, ...operations)).toContainEqual({
    promise: 'lost-update',
    productId: 'LATTE',
    text: expect.stringMatching(text),
  });
});

it('compares the end, too', () => {
  const history = { productId: 'LATTE', operations: [created, operation(2, 3, update(2), at(2, 2))] };
  expect(checkVersions({ ...history, end: operation(9, 10, get, at(1, 1)) })).toHaveLength(1);
  expect(checkVersions({ ...history, end: operation(9, 10, get, absent) })).toEqual([]);
});
