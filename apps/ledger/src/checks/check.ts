import { productHistoriesOf, type History } from '../history/history.js';
import { checkRepeats, distinctEvents } from './distinct-events.js';
import { checkFacts } from './facts.js';
import { checkLinearizability } from './linearizability.js';
import { PUBLIC_VERSIONS } from './public-events.js';
import { checkPublications } from './publications.js';
import { tookEffectIn } from './took-effect.js';
import { checkVersions } from './versions.js';
import type { Violation } from './violation.js';

export interface Verdict {
  readonly violations: readonly Violation[];
  readonly counts: {
    /** Public events that are due: one in each version for each event that SNS accepted. */
    readonly expected: number;
    /** Public events that came, without repeats. */
    readonly delivered: number;
    /** Public events that came again. */
    readonly duplicated: number;
    /** Violations of these promises. One fault may show in several. `lostUpdates` includes facts. */
    readonly lost: number;
    readonly outOfOrder: number;
    readonly lostUpdates: number;
  };
  /** Products of whose operations no order was found within the limit of the search: nothing is known about them. */
  readonly undecided: readonly string[];
}

/** Checks everything that the ledger recorded against the promises of the service. The run must have drained. */
export const check = (history: History): Verdict => {
  const products = productHistoriesOf(history).map((product) => ({
    product,
    linearizability: checkLinearizability(product, { tookEffect: tookEffectIn(product) }),
  }));
  const violations = [
    ...checkRepeats([...history.accepted, ...history.received]),
    ...products.flatMap(({ product, linearizability }) => [
      ...linearizability.violations,
      ...checkVersions(product),
      ...checkPublications(product),
      ...checkFacts(product),
    ]),
  ];
  const countOf = (...promises: Violation['promise'][]) =>
    violations.filter(({ promise }) => promises.includes(promise)).length;
  const delivered = distinctEvents(history.received).length;
  return {
    violations,
    counts: {
      expected: distinctEvents(history.accepted).length * PUBLIC_VERSIONS.length,
      delivered,
      duplicated: history.received.length - delivered,
      lost: countOf('lost'),
      outOfOrder: countOf('out-of-order'),
      lostUpdates: countOf('lost-update', 'stale-fact'),
    },
    undecided: products.filter((it) => it.linearizability.isUndecided).map((it) => it.product.productId),
  };
};
