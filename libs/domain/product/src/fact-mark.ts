import { compareInstants, type Instant } from '@product-service/events';

/** Which fact about a product is the newest one seen: facts come repeated and out of order. */
export interface FactMark {
  /** When the fact was true. */
  readonly time: Instant;
  /** Decides between facts of the same time, so that every order of arrival ends in the same state. */
  readonly eventId: string;
}

/** Whether `fact` says something newer than `seen`. */
export const isNewer = (fact: FactMark, seen: FactMark | undefined): boolean => {
  if (!seen) return true;
  const order = compareInstants(fact.time, seen.time);
  return order === 0 ? fact.eventId > seen.eventId : order > 0;
};
