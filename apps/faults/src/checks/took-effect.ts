import type { ProductHistory } from '../ledger/history.js';
import type { Operation } from '../ledger/operation.js';

/**
 * What the published events and the answers say about an operation without an answer: `false` if no event and no answer shows its
 * price, or no event tells a deletion; `true` if an event shows its price. Prices are unique among such writes.
 */
export const tookEffectIn = ({
  accepted,
  operations,
  end,
}: Pick<ProductHistory, 'accepted' | 'operations' | 'end'>): ((
  operation: Operation,
) => boolean | undefined) => {
  const published = new Set(accepted.map(({ details }) => details?.price));
  const hasDeletion = accepted.some(({ type }) => type === 'product.productDeleted');
  const seen = new Set(
    [...operations, ...(end ? [end] : [])].map(({ outcome }) =>
      outcome.kind === 'done' ? outcome.product?.price : undefined,
    ),
  );
  return ({ request }) => {
    if (request.kind === 'delete') return hasDeletion ? undefined : false;
    if (request.kind === 'get') return false;
    if (published.has(request.price)) return true;
    return seen.has(request.price) ? undefined : false;
  };
};
