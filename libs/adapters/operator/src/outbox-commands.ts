import { discardEvents, releaseEvents } from '@product-service/product';
import type { OperatorDependencies } from './dependencies.js';
import type { CommandOf, Results } from './protocol/index.js';
import { readPosition, writePosition } from './protocol/position.js';

/** Parked events that one run releases. */
const MAX_RELEASED = 1_000;

export const listEvents = async (
  { outbox }: OperatorDependencies,
  { parked, product, limit, after }: CommandOf<'outbox list'>,
): Promise<Results['outbox list']> => {
  const { events, next } = await outbox.list({
    limit,
    isParked: parked || undefined,
    productId: product,
    after: positionOf(after),
  });
  return { events, next: next && writePosition(next) };
};

export const release = (
  dependencies: OperatorDependencies,
  { eventIds, dryRun }: CommandOf<'outbox release'>,
): Promise<Results['outbox release']> => releaseEvents(dependencies)({ eventIds, dryRun });

export const discard = (
  dependencies: OperatorDependencies,
  { eventIds, dryRun }: CommandOf<'outbox discard'>,
): Promise<Results['outbox discard']> => discardEvents(dependencies)({ eventIds, dryRun });

/** The next page starts behind this one, so a loop ends even if the relay parks events again meanwhile. */
export const releaseParked = async (
  dependencies: OperatorDependencies,
  { after, dryRun }: CommandOf<'outbox release parked'>,
): Promise<Results['outbox release parked']> => {
  const page = { limit: MAX_RELEASED, isParked: true, after: positionOf(after) } as const;
  const { events, next } = await dependencies.outbox.list(page);
  const eventIds = events.map(({ eventId }) => eventId);
  const decision = await releaseEvents(dependencies)({ eventIds, dryRun });
  return { ...decision, next: next && writePosition(next) };
};

const positionOf = (after: string | undefined) => (after === undefined ? undefined : readPosition(after));
