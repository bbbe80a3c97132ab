import { compareInstants, type EveryField, type Instant } from '@product-service/events';

/** Identifies the newest fact seen so far about a product. Facts may arrive repeated and out of order. */
export interface FactMark {
  /** When the fact became true. */
  readonly time: Instant;
  /** Breaks ties between facts of the same time, so that every order of arrival ends in the same state. */
  readonly eventId: string;
}

/** The mark of the newest fact of each kind. */
export interface FactMarks {
  readonly pricingAsOf?: FactMark | undefined;
  readonly stockAsOf?: FactMark | undefined;
}

/** Whether `fact` is newer than `seen`. */
export const isNewer = (fact: FactMark, seen: FactMark | undefined): boolean => {
  if (!seen) return true;
  const order = compareInstants(fact.time, seen.time);
  return order === 0 ? fact.eventId > seen.eventId : order > 0;
};

/** Moves every mark to `mark`, except marks that are newer. */
export const advanceMarks = (
  { pricingAsOf, stockAsOf }: FactMarks,
  mark: FactMark,
): EveryField<FactMarks> => {
  const newest = (seen: FactMark | undefined) => (isNewer(mark, seen) ? mark : seen);
  return { pricingAsOf: newest(pricingAsOf), stockAsOf: newest(stockAsOf) };
};
