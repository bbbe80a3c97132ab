import type { ProductHistory } from '../history/history.js';
import type { Operation } from '../history/operation.js';
import { counterexampleOf } from './counterexample.js';
import { explain, type Operations } from './search.js';
import type { TookEffect } from './took-effect.js';
import type { Violation } from './violation.js';

export interface Linearizability {
  readonly violations: readonly Violation[];
  /** The search reached its limit: nothing is known about the product. */
  readonly isUndecided: boolean;
}

interface Options {
  /** By default, each operation without an answer may have taken effect at any time after it began. */
  readonly tookEffect?: TookEffect;
  /** The most configurations to search. */
  readonly limit?: number | undefined;
}

/** 200 operations of 8 clients need 1,000 to 200,000, the more the fewer answers have a version. Reached after some seconds. */
const DEFAULT_LIMIT = 500_000;

/** Checks that some order of the operations on a product, with the end, explains all answers: no update is lost. */
export const checkLinearizability = (
  { productId, operations, end }: Pick<ProductHistory, 'productId' | 'operations' | 'end'>,
  { tookEffect = () => ({}), limit = DEFAULT_LIMIT }: Options = {},
): Linearizability => {
  const all = end ? [...operations, end] : operations;
  const effective = all.filter(({ outcome: { kind } }) => kind !== 'refused' && kind !== 'version-mismatch');
  const [unanswered, answered] = [true, false].map((isUnanswered) =>
    effective.filter(({ outcome }) => (outcome.kind === 'unknown') === isUnanswered),
  ) as [Operation[], Operation[]];
  const possible = unanswered.flatMap((operation) => {
    const effect = operation.request.kind !== 'get' && tookEffect(operation);
    return effect ? [{ ...operation, ...effect }] : [];
  });
  const history: Operations = { answered, possible };
  const explanation = explain(history, limit);
  if (explanation !== 'unexplained') return { violations: [], isUndecided: explanation === 'undecided' };
  const violation: Violation = { promise: 'lost-update', productId, text: counterexampleOf(history) };
  return { violations: [violation], isUndecided: false };
};
