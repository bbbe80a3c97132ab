import type { Fact, PrivateEvent, PublicEvent } from './event.js';
import type { Operation } from './operation.js';

/** Everything that the ledger recorded in one run. */
export interface History {
  readonly operations: readonly Operation[];
  /** With repeats, in the order in which SNS accepted them. */
  readonly accepted: readonly PrivateEvent[];
  /** With repeats, in the order in which a subscriber of the bus received them. */
  readonly received: readonly PublicEvent[];
  readonly facts: readonly Fact[];
  /** One `get` of each product, sent after the outbox and all queues were empty. */
  readonly end: readonly Operation[];
}

/** The part of a {@link History} that is about one product. */
export interface ProductHistory extends Omit<History, 'end'> {
  readonly productId: string;
  readonly end?: Operation | undefined;
}

/** One history for each product that occurs anywhere in the history, also if no client asked for it. */
export const productHistoriesOf = (history: History): ProductHistory[] => {
  const of = <T extends { readonly productId: string }>(records: readonly T[]) =>
    Map.groupBy(records, ({ productId }) => productId);
  const operations = of(history.operations);
  const accepted = of(history.accepted);
  const received = of(history.received);
  const facts = of(history.facts);
  const end = of(history.end);
  const productIds = new Set([operations, accepted, received, facts, end].flatMap((map) => [...map.keys()]));
  return [...productIds].map((productId) => ({
    productId,
    operations: operations.get(productId) ?? [],
    accepted: accepted.get(productId) ?? [],
    received: received.get(productId) ?? [],
    facts: facts.get(productId) ?? [],
    end: end.get(productId)?.at(-1),
  }));
};
