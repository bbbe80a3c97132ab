import { announceProducts, MAX_WAITING_EVENTS, type ProductAnnouncements } from '@product-service/product';
import type { OperatorDependencies } from './dependencies.js';
import type { AnnouncePage, CommandOf } from './protocol/index.js';
import { readProductPosition, writeProductPosition } from './protocol/position.js';

/** Saves nothing. */
const DRY_RUN: ProductAnnouncements = { announce: async (ids) => ids.length };

/** Announces one page of products, unless the relay has too much to do. */
export const announce = async (
  { outbox, products, announcements, deriveId }: OperatorDependencies,
  { announcementId, which, after, limit, dryRun }: CommandOf<'announce'>,
): Promise<AnnouncePage> => {
  if (!dryRun && (await isBusy(outbox))) return { announced: 0, next: after, mustWait: true };
  const use = announceProducts({ products, announcements: dryRun ? DRY_RUN : announcements, deriveId });
  const position = after === undefined ? undefined : readProductPosition(after);
  const { announced, next } = await use({ announcementId, which, after: position, limit });
  return { announced, next: next && writeProductPosition(next), mustWait: false };
};

/** Parked events wait for an operator, not for the relay. */
const isBusy = async (outbox: OperatorDependencies['outbox']): Promise<boolean> => {
  const { waiting, parked } = await outbox.overview();
  return waiting.isMore || waiting.count - parked.count > MAX_WAITING_EVENTS;
};
