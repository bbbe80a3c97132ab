import type { Operation } from '../history/operation.js';
import { checkLinearizability } from './linearizability.js';
import {
  absent,
  create,
  done,
  get,
  operation,
  patch,
  refused,
  remove,
  shows,
  unknown,
  update,
} from './testing/operations.js';

const created = operation(0, 1, create(1), shows(1));
const check = (...operations: Operation[]) => checkLinearizability({ productId: 'LATTE', operations });

describe('is accepted', () => {
  it.each<[string, Operation[]]>([
    ['nothing', []],
    ['a product that never existed', [operation(0, 1, get, absent)]],
    [
      'one operation after the other',
      [created, operation(2, 3, update(2), shows(2)), operation(4, 5, get, shows(2))],
    ],
    ['a creation that repeats another', [created, operation(2, 3, create(1), shows(1))]],
    ['an id that is taken', [created, operation(2, 3, create(2), { kind: 'exists' })]],
    ['an update to the same', [created, operation(2, 3, update(1), done)]],
    ['a patch, which keeps the name', [created, operation(2, 3, patch(2), shows(2))]],
    [
      'a creation after a deletion',
      [created, operation(2, 3, remove(), done), operation(4, 5, create(2), shows(2))],
    ],
    ['a deletion that finds nothing', [operation(0, 1, remove(), absent)]],
    [
      'a concurrent update that is not seen yet',
      [created, operation(2, 9, update(2), shows(2)), operation(3, 4, get, shows(1))],
    ],
    [
      'a concurrent update that is seen already',
      [created, operation(2, 9, update(2), shows(2)), operation(3, 4, get, shows(2))],
    ],
    [
      'two updates in the order of neither start nor end',
      [
        created,
        operation(2, 8, update(2), shows(2)),
        operation(3, 9, update(3), shows(3)),
        operation(10, 11, get, shows(2)),
      ],
    ],
    [
      'an unknown update that happened',
      [created, operation(2, 3, update(2), unknown), operation(4, 5, get, shows(2))],
    ],
    [
      'an unknown update that happened late',
      [
        created,
        operation(2, 3, update(2), unknown),
        operation(4, 5, get, shows(1)),
        operation(6, 7, get, shows(2)),
      ],
    ],
    [
      'an unknown update that never happened',
      [created, operation(2, 3, update(2), unknown), operation(4, 5, get, shows(1))],
    ],
    [
      'an unknown deletion and an unknown creation',
      [
        created,
        operation(2, 3, remove(), unknown),
        operation(2, 3, create(2), unknown),
        operation(4, 5, get, shows(2)),
      ],
    ],
    ['a refused update', [created, operation(2, 3, update(2), refused), operation(4, 5, get, shows(1))]],
    [
      'a version that did not match',
      [created, operation(2, 3, update(2), { kind: 'version-mismatch' }), operation(4, 5, get, shows(1))],
    ],
    [
      'an end at the same millisecond as a start',
      [created, operation(2, 3, update(2), shows(2)), operation(3, 4, get, shows(1))],
    ],
  ])('%s', (_, operations) => {
    expect(check(...operations)).toEqual({ violations: [], isUndecided: false });
  });
});

describe('is found', () => {
  it.each<[string, Operation[]]>([
    ['a read of nothing', [created, operation(2, 3, get, absent)]],
    ['a stale read', [created, operation(2, 3, update(2), shows(2)), operation(4, 5, get, shows(1))]],
    [
      'a read that goes back',
      [
        created,
        operation(2, 9, update(2), shows(2)),
        operation(3, 4, get, shows(2)),
        operation(5, 6, get, shows(1)),
      ],
    ],
    [
      'a lost update',
      [
        created,
        operation(2, 8, update(2), shows(2)),
        operation(3, 9, update(3), shows(3)),
        operation(10, 11, get, shows(1)),
      ],
    ],
    [
      'an update that happens twice',
      [
        created,
        operation(2, 3, update(2), shows(2)),
        operation(4, 5, update(3), shows(3)),
        operation(6, 7, get, shows(2)),
      ],
    ],
    [
      'an unknown update that happens twice',
      [
        created,
        operation(2, 3, update(2), unknown),
        operation(4, 5, get, shows(2)),
        operation(6, 7, update(3), shows(3)),
        operation(8, 9, get, shows(2)),
      ],
    ],
    [
      'an unknown update before it began',
      [created, operation(2, 3, get, shows(2)), operation(4, 5, update(2), unknown)],
    ],
    [
      'a refused update that happened',
      [created, operation(2, 3, update(2), refused), operation(4, 5, get, shows(2))],
    ],
    ['a value that nobody wrote', [created, operation(2, 3, get, shows(9))]],
    ['a change that changed nothing', [created, operation(2, 3, update(1), shows(1))]],
    ['a change that was said to be none', [created, operation(2, 3, update(2), done)]],
    [
      'a patch that lost an update of the name',
      [
        created,
        operation(2, 3, update(2, 'Mocha'), shows(2, { name: 'Mocha' })),
        operation(4, 5, patch(3), shows(3)),
      ],
    ],
    ['two creations of one id', [created, operation(2, 3, create(2), shows(2))]],
    [
      'a creation that finds the same and calls it another',
      [created, operation(2, 3, create(1), { kind: 'exists' })],
    ],
    [
      'two deletions of one product',
      [created, operation(2, 9, remove(), done), operation(2, 9, remove(), done)],
    ],
  ])('%s', (_, operations) => {
    expect(check(...operations)).toMatchObject({
      violations: [{ promise: 'lost-update', productId: 'LATTE' }],
    });
  });

  it('an end that no operation explains', () => {
    const end = operation(9, 10, get, shows(1));
    const operations = [created, operation(2, 3, update(2), shows(2))];
    expect(checkLinearizability({ productId: 'LATTE', operations, end }).violations).toHaveLength(1);
  });
});

it('leaves out what never happened', () => {
  const operations = [created, operation(2, 3, update(2), unknown), operation(4, 5, get, shows(2))];
  const violationsIf = (effect: false | { version?: number }) =>
    checkLinearizability({ productId: 'LATTE', operations }, { tookEffect: () => effect }).violations.length;
  expect([{}, { version: 2 }, false as const].map(violationsIf)).toEqual([0, 0, 1]);
});

it('says that nothing is known if the search reached its limit', () => {
  const operations = [created, operation(2, 3, get, shows(9))];
  expect(checkLinearizability({ productId: 'LATTE', operations }, { limit: 0 })).toEqual({
    violations: [],
    isUndecided: true,
  });
});
