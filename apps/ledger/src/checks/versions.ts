import type { ProductHistory } from '../history/history.js';
import type { Operation, SeenProduct } from '../history/operation.js';
import { describeOperation } from './describe.js';
import { isChange, shownBy, versionAfter, versionMadeBy } from './answers.js';
import type { Violation } from './violation.js';

/** A version that an answer tells. */
interface Sighting {
  readonly operation: Operation;
  readonly version: number;
  /** Whether the operation made this version. */
  readonly isChange: boolean;
  /** Absent after a deletion. */
  readonly product?: SeenProduct | undefined;
}

/**
 * Checks the versions that answers tell: each change has its own, each version has one content, no operation sees a lower version
 * than one that ended before it began, and a change with `ifVersion` makes the next version.
 */
export const checkVersions = ({
  productId,
  operations,
  end,
}: Pick<ProductHistory, 'productId' | 'operations' | 'end'>): Violation[] => {
  const all = end ? [...operations, end] : operations;
  const sightings = all.flatMap(sightingOf);
  return [
    ...[...Map.groupBy(sightings, ({ version }) => version).values()].flatMap(contradictionIn),
    ...regressionsIn(sightings),
    ...all.flatMap(conditionBrokenBy),
  ].map((text) => ({ promise: 'lost-update', productId, text }));
};

const sightingOf = (operation: Operation): Sighting[] => {
  const version = versionAfter(operation);
  return version === undefined
    ? []
    : [{ operation, version, isChange: isChange(operation), product: shownBy(operation) }];
};

const contradictionIn = (sightings: readonly Sighting[]): string[] => {
  const [first, second] = sightings.filter((sighting) => sighting.isChange);
  if (first && second) return [`Two changes made version ${first.version}: ${both(first, second)}.`];
  // A list has no brackets: the answer to compare with shows as much as any.
  const one = sightings.find(({ product }) => product?.pricingBrackets) ?? sightings[0]!;
  const other = sightings.find(({ product }) => !haveSameContent(one.product, product));
  return other ? [`Version ${one.version} was seen with two contents: ${both(one, other)}.`] : [];
};

const both = (a: Sighting, b: Sighting): string =>
  `${describeOperation(a.operation)}; ${describeOperation(b.operation)}`;

/** Compares what both answers show. `undefined` is a deleted product. */
const haveSameContent = (a: SeenProduct | undefined, b: SeenProduct | undefined): boolean => {
  if (!a || !b) return a === b;
  return (
    a.name === b.name &&
    a.price === b.price &&
    a.stockLevel === b.stockLevel &&
    (!a.pricingBrackets || !b.pricingBrackets || haveSameBrackets(a, b))
  );
};

const haveSameBrackets = (a: SeenProduct, b: SeenProduct): boolean =>
  JSON.stringify(bracketsOf(a)) === JSON.stringify(bracketsOf(b));
const bracketsOf = ({ pricingBrackets = [] }: SeenProduct) =>
  pricingBrackets.map(({ quantity, price }) => [quantity, price]);

const regressionsIn = (sightings: readonly Sighting[]): string[] => {
  const ended = sightings.toSorted((a, b) => a.operation.to - b.operation.to);
  let highest: Sighting | undefined;
  let next = 0;
  return sightings
    .toSorted((a, b) => a.operation.from - b.operation.from)
    .flatMap((sighting) => {
      for (; ended[next] && ended[next]!.operation.to < sighting.operation.from; next += 1)
        if (!highest || ended[next]!.version > highest.version) highest = ended[next];
      const least = (highest?.version ?? 0) + (sighting.isChange ? 1 : 0);
      return highest && sighting.version < least
        ? [`After version ${highest.version} came version ${sighting.version}: ${both(highest, sighting)}.`]
        : [];
    });
};

const conditionBrokenBy = (operation: Operation): string[] => {
  const made = versionMadeBy(operation);
  const version = shownBy(operation)?.version;
  return made === undefined || version === undefined || version === made
    ? []
    : [`A change of version ${made - 1} made version ${version}: ${describeOperation(operation)}.`];
};
