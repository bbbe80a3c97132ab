import type { ProductHistory } from '../history/history.js';
import { distinctEvents } from './distinct-events.js';
import { checkChain } from './event-chain.js';
import { checkOwners } from './event-owners.js';
import { checkPublicEvents } from './public-events.js';
import type { Violation } from './violation.js';

/**
 * Checks the events of one product: every committed change is published, in order, in each version, and nothing else. That
 * repeats have the same content is checked over all products: see `checkRepeats`.
 */
export const checkPublications = (history: ProductHistory): Violation[] => {
  const accepted = distinctEvents(history.accepted);
  return [
    ...checkChain(accepted, history),
    ...checkOwners(accepted, history),
    ...checkPublicEvents(accepted, distinctEvents(history.received)),
  ];
};
