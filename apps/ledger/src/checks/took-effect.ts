import type { ProductHistory } from '../history/history.js';
import type { Operation } from '../history/operation.js';
import { conditionOf, shownBy } from './answers.js';
import { distinctEvents } from './distinct-events.js';

/**
 * What is known about an operation without an answer: `false` if it never took effect, the version that it made if it did, and
 * otherwise nothing.
 */
export type TookEffect = (operation: Operation) => false | { readonly version?: number | undefined };

/**
 * Tells from the events: each write has a price of its own, except creations that are repeated. An operation whose price is in no
 * event and in no answer never took effect.
 */
export const tookEffectIn = ({
  accepted,
  operations,
  end,
}: Pick<ProductHistory, 'accepted' | 'operations' | 'end'>): TookEffect => {
  const priceOf = ({ request }: Operation) => ('price' in request ? request.price : undefined);
  const asked = Map.groupBy(operations, priceOf);
  const published = Map.groupBy(distinctEvents(accepted), ({ details }) => details?.price);
  const hasDeletion = accepted.some(({ type }) => type === 'product.productDeleted');
  const shown = new Set([...operations, ...(end ? [end] : [])].map((operation) => shownBy(operation)?.price));

  return (operation) => {
    const { request } = operation;
    const ifVersion = conditionOf(operation);
    const version = ifVersion === undefined ? undefined : ifVersion + 1;
    if (request.kind === 'get') return false;
    if (request.kind === 'delete') return hasDeletion && { version };
    const events = published.get(request.price) ?? [];
    if (events.length === 0) return shown.has(request.price) && { version };
    const isUnique = events.length === 1 && asked.get(request.price)?.length === 1;
    return { version: version ?? (isUnique ? events[0]?.sequence : undefined) };
  };
};
