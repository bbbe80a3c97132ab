import fc from 'fast-check';
import type { Operation, Outcome, ProductRequest } from '../history/operation.js';
import { versionAfter } from './answers.js';
import { effectOf, explains, type Register } from './register.js';
import { explain, type PossibleOperation } from './search.js';
import { absent, create, done, get, operation, patch, remove, shows, update } from './testing/operations.js';

const LIMIT = 500_000;

/** Tries every order of every choice of operations, as the problem is defined. */
const isExplained = (
  answered: readonly Operation[],
  possible: readonly PossibleOperation[],
  state?: Register,
  version = 0,
): boolean => {
  if (answered.length === 0) return true;
  const left = [...answered, ...possible];
  return left.some((next) => {
    if (answered.some(({ to }) => to < next.from)) return false;
    const others = <T extends Operation>(operations: readonly T[]) => operations.filter((it) => it !== next);
    const isPossible = possible.includes(next);
    if (!isPossible && !explains(state, next.request, next.outcome)) return false;
    const made = isPossible ? (next as PossibleOperation).version : versionAfter(next);
    if (made !== undefined && (made < version || (isPossible && made === version))) return false;
    const after = Math.max(version, made ?? 0);
    return isExplained(others(answered), others(possible), effectOf(next.request, state), after);
  });
};

const price = fc.integer({ min: 1, max: 2 });
const name = fc.constantFrom('Latte', 'Mocha');
const request: fc.Arbitrary<ProductRequest> = fc.oneof(
  fc.tuple(price, name).map(([it, text]) => create(it, text)),
  fc.tuple(price, name).map(([it, text]) => update(it, text)),
  price.map((it) => patch(it)),
  fc.constant(remove()),
  fc.constant(get),
);
const version = fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined, freq: 3 });
const outcome: fc.Arbitrary<Outcome> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ price, name, version }).map((it) => shows(it.price, it)) },
  { weight: 2, arbitrary: fc.constantFrom<Outcome>(done, absent, { kind: 'exists' }) },
);
const moment = fc.integer({ min: 0, max: 12 });
const times = fc.tuple(moment, fc.nat(6)).map(([from, length]) => [from, from + length] as const);
/** Answers that can fit: an operation shows its own details, so that not every history is refuted at once. */
const own = ({ kind, ...more }: ProductRequest, answer: Outcome): Outcome =>
  kind !== 'get' && kind !== 'delete' && answer.kind === 'done' && answer.product
    ? {
        kind: 'done',
        product: {
          ...answer.product,
          ...('name' in more && more.name !== undefined && { name: more.name }),
          ...('price' in more && more.price !== undefined && { price: more.price }),
        },
      }
    : answer;
const answeredOperations = fc.array(
  fc
    .tuple(times, request, outcome)
    .map(([[from, to], it, answer]) => operation(from, to, it, own(it, answer))),
  { maxLength: 5 },
);
const possibleOperations = fc.array(
  fc.tuple(times, request, version).map(([[from], it, made]) => ({
    ...operation(from, from, it, { kind: 'unknown' }),
    version: made,
  })),
  { maxLength: 3 },
);
const first = operation(0, 0, create(1), shows(1));

it('agrees with a search through all orders', () => {
  const found = { explained: 0, unexplained: 0, undecided: 0 };
  fc.assert(
    fc.property(answeredOperations, possibleOperations, (answered, possible) => {
      const operations = { answered: [first, ...answered], possible };
      const explanation = explain(operations, LIMIT);
      found[explanation] += 1;
      expect(explanation === 'explained').toBe(isExplained(operations.answered, possible));
    }),
    { numRuns: 5_000 },
  );
  // Neither answer is rare, so that the comparison says something.
  expect(found).toEqual({ explained: expect.any(Number), unexplained: expect.any(Number), undecided: 0 });
  expect(Math.min(found.explained, found.unexplained)).toBeGreaterThan(250);
});

it('does not take a read before the operation that made a lower version', () => {
  const lost = { ...operation(2, 3, patch(3), { kind: 'unknown' }), version: 2 };
  const back = operation(4, 6, update(1), shows(1, { version: 3 }));
  const read = operation(5, 6, get, shows(1, { version: 3 }));
  expect(explain({ answered: [first, back, read], possible: [lost] }, LIMIT)).toBe('explained');
});

/** 8 clients, one operation of each at the same time. Every tenth update has no answer, and no answer has a version. */
const busyOperations = (count: number, lastPrice: number) => {
  const operations = Array.from({ length: count }, (_, index) => {
    const from = 10 + Math.floor(index / 8) * 10;
    const read = index === count - 1 ? lastPrice : index + 1;
    return index % 2
      ? operation(from, from + 9, get, shows(read))
      : operation(from, from + 9, update(index + 2), index % 10 ? shows(index + 2) : { kind: 'unknown' });
  });
  const isPossible = ({ outcome: { kind } }: Operation) => kind === 'unknown';
  return {
    answered: [first, ...operations.filter((it) => !isPossible(it))],
    possible: operations.filter(isPossible),
  };
};

describe('200 operations of 8 clients, 20 of them without an answer,', () => {
  it('are explained or not within the limit', () => {
    expect(explain(busyOperations(200, 200), LIMIT)).toBe('explained');
    expect(explain(busyOperations(200, 999), LIMIT)).toBe('unexplained');
  });

  it('are undecided if the limit is lower', () => {
    expect(explain(busyOperations(200, 999), 10)).toBe('undecided');
  });
});
