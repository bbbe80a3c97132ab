import type { Fact } from '../history/event.js';
import type { ProductHistory } from '../history/history.js';
import type { Operation, SeenProduct } from '../history/operation.js';
import { shownBy } from './answers.js';
import { describeOperation } from './describe.js';
import type { Violation } from './violation.js';

type Brackets = NonNullable<SeenProduct['pricingBrackets']>;
/** Comparable text of a stock level or of price brackets. */
type Value = string;

interface Read {
  readonly operation: Operation;
  readonly value: Value;
}

const bracketsValue = (brackets: Brackets): Value =>
  [...new Map(brackets.map(({ quantity, price }) => [quantity, price]))]
    .sort(([a], [b]) => a - b)
    .map(([quantity, price]) => `${quantity}:${price}`)
    .join(' ');

/** What facts set. `initial` is the value of a product that has no fact yet. */
const KINDS: Record<
  Fact['value']['kind'],
  { readonly initial: Value; readonly seen: (product: SeenProduct) => Value | undefined }
> = {
  stock: { initial: '0', seen: ({ stockLevel }) => String(stockLevel) },
  pricing: {
    initial: '',
    seen: ({ pricingBrackets }) => pricingBrackets && bracketsValue(pricingBrackets),
  },
};

const valueOf = ({ value }: Fact): Value =>
  value.kind === 'stock' ? String(value.stockLevel) : bracketsValue(value.brackets);

/** Facts of one time are equally new here: which of them wins is no part of the contract. */
const ageOf = ({ time }: Fact): number => Date.parse(time);

/**
 * Checks that stock and price brackets follow the newest fact: answers show only what was sent, never go back to an older fact,
 * and show the newest at the end. A product that was ever deleted is checked for the first only, since facts from around a
 * deletion may apply or not (docs/contract.md, known limits).
 */
export const checkFacts = (history: ProductHistory): Violation[] =>
  (['stock', 'pricing'] as const).flatMap((kind) => {
    const { initial, seen } = KINDS[kind];
    const facts = history.facts.filter(({ value }) => value.kind === kind);
    const readsOf = (operation: Operation): Read[] => {
      const product = shownBy(operation);
      const value = product && seen(product);
      return value === undefined ? [] : [{ operation, value }];
    };
    const end = history.end ? readsOf(history.end) : [];
    const reads = [...history.operations.flatMap(readsOf), ...end];
    const texts = [
      ...neverSent(reads, facts, initial),
      ...(wasDeleted(history)
        ? []
        : [...goneBack(reads, facts, initial), ...notNewest(end, existenceOf(history), facts)]),
    ];
    return texts.map((text): Violation => ({
      promise: 'stale-fact',
      productId: history.productId,
      text: `${kind}: ${text}`,
    }));
  });

/** A deletion without an answer counts only if there is an event: a deletion without one breaks another promise. */
const wasDeleted = ({ operations, accepted }: ProductHistory): boolean =>
  accepted.some(({ type }) => type === 'product.productDeleted') ||
  operations.some(({ request, outcome }) => request.kind === 'delete' && outcome.kind === 'done');

/** From when on the product existed for certain, if it was never deleted: an answer said so. */
const existenceOf = ({ operations }: ProductHistory): number => {
  const proofs = operations.filter(({ outcome: { kind } }) =>
    ['done', 'exists', 'version-mismatch'].includes(kind),
  );
  return Math.min(...proofs.map(({ to }) => to));
};

/** Ages of the facts that the answer can show. */
const agesOf = ({ operation, value }: Read, facts: readonly Fact[], initial: Value): number[] => [
  ...(value === initial ? [-Infinity] : []),
  ...facts.filter((fact) => fact.sent <= operation.to && valueOf(fact) === value).map(ageOf),
];

const neverSent = (reads: readonly Read[], facts: readonly Fact[], initial: Value): string[] =>
  reads
    .filter((read) => agesOf(read, facts, initial).length === 0)
    .map(({ operation }) => `no fact with this value had been sent: ${describeOperation(operation)}.`);

const goneBack = (reads: readonly Read[], facts: readonly Fact[], initial: Value): string[] => {
  // Each answer is taken for the oldest fact that it can show, so that a value that comes twice accuses nobody.
  const ended: (Read & { readonly age: number })[] = [];
  return reads
    .toSorted((a, b) => a.operation.from - b.operation.from)
    .flatMap((read) => {
      const newest = ended
        .filter(({ operation }) => operation.to < read.operation.from)
        .reduce<(typeof ended)[number] | undefined>((a, b) => (a && a.age >= b.age ? a : b), undefined);
      const ages = agesOf(read, facts, initial);
      const possible = ages.filter((age) => age >= (newest?.age ?? -Infinity));
      if (possible.length > 0) ended.push({ ...read, age: Math.min(...possible) });
      return newest && ages.length > 0 && possible.length === 0
        ? [
            `an older fact after a newer one: ${describeOperation(newest.operation)}; ${describeOperation(read.operation)}.`,
          ]
        : [];
    });
};

const notNewest = (end: readonly Read[], existed: number, facts: readonly Fact[]): string[] => {
  // Facts that were sent before may have come too early, and were ignored.
  const applied = facts.filter(({ sent }) => sent > existed);
  const [newest] = applied.toSorted((a, b) => ageOf(b) - ageOf(a));
  if (!newest) return [];
  const possible = facts.filter((fact) => ageOf(fact) >= ageOf(newest)).map(valueOf);
  return end
    .filter(({ value }) => !possible.includes(value))
    .map(
      ({ operation }) =>
        `the newest fact ${newest.id} of ${newest.time} with ${valueOf(newest)} is not the end: ${describeOperation(operation)}.`,
    );
};
