import type { PrivateEvent } from '../history/event.js';
import type { ProductHistory } from '../history/history.js';
import type { Operation } from '../history/operation.js';
import { isChange, versionAfter } from './answers.js';
import { describeOperation } from './describe.js';
import { describeEvent } from './event-chain.js';
import { unmatched } from './matching.js';
import { sameDetails } from './register.js';
import type { Violation } from './violation.js';

/**
 * Checks that each acknowledged change has an event of its own, and each event an operation of its own that was acknowledged or
 * has no answer. `events` are those of one product, without repeats.
 */
export const checkOwners = (
  events: readonly PrivateEvent[],
  { productId, operations }: Pick<ProductHistory, 'productId' | 'operations'>,
): Violation[] => {
  const owners = operations.filter(mayHaveChanged);
  const ownerless = unmatched(events, owners, (event, owner) => isOwner(owner, event));
  const changes = operations.filter(isChange);
  const unpublished = unmatched(changes, events, isOwner);
  const created = operations.filter(
    ({ request, outcome }) => request.kind === 'create' && outcome.kind === 'done',
  );
  // It created the product, or found it with these details.
  const neverThere = created.filter(
    ({ request }) =>
      !events.some(({ details }) => details && request.kind === 'create' && sameDetails(details, request)),
  );
  return [
    ...ownerless.map((event): Violation => {
      const asked = operations.filter((operation) => asksFor(operation, event)).map(describeOperation);
      const why =
        asked.length > 0 ? `all that asked for it: ${asked.slice(0, 5).join('; ')}` : 'nobody asked for it';
      return {
        promise: 'invented',
        productId,
        text: `No operation explains ${describeEvent(event)}; ${why}.`,
      };
    }),
    ...[...unpublished, ...neverThere].map((operation): Violation => {
      const text = `No event tells this change: ${describeOperation(operation)}.`;
      return { promise: 'lost', productId, text };
    }),
  ];
};

const mayHaveChanged = (operation: Operation): boolean =>
  isChange(operation) ||
  operation.outcome.kind === 'unknown' ||
  (operation.request.kind === 'create' && operation.outcome.kind === 'done');

const isOwner = (operation: Operation, event: PrivateEvent): boolean => {
  const made = isChange(operation) ? versionAfter(operation) : undefined;
  return (
    asksFor(operation, event) &&
    (made === undefined || made === event.sequence) &&
    (event.accepted === undefined || operation.from <= event.accepted)
  );
};

/** Whether the event is what the operation would have changed. */
const asksFor = ({ request }: Operation, { type, details, previous }: PrivateEvent): boolean => {
  switch (request.kind) {
    case 'create':
      return type === 'product.productCreated' && !!details && sameDetails(details, request);
    case 'update':
      return type === 'product.productUpdated' && !!details && sameDetails(details, request);
    case 'patch':
      return (
        type === 'product.productUpdated' &&
        details?.price === (request.price ?? previous?.price) &&
        details?.name === (request.name ?? previous?.name)
      );
    case 'delete':
      return type === 'product.productDeleted';
    case 'get':
      return false;
  }
};
