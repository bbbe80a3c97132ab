import { log } from '@product-service/logger';
import { sql } from 'kysely';
import type { Database } from './database.js';
import { withRetry } from './retry.js';

/** The relay runs every minute. An event that has waited five times as long is stuck. */
export const MAX_AGE_SECONDS = 300;

/**
 * A Lambda handler that fails while events are stuck in the outbox: they are parked, or the relay does not run. An alarm
 * watches its errors.
 */
export const outboxCheckHandler = (database: Database) => async (): Promise<void> => {
  const { parked, oldestAgeSeconds } = await outboxStatus(database);
  log.info('outbox checked', { parked, oldestAgeSeconds });
  if (parked > 0 || oldestAgeSeconds > MAX_AGE_SECONDS) {
    throw new Error(
      `${parked} events are parked, and the oldest has waited for ${Math.round(oldestAgeSeconds)} s. ` +
        'See docs/runbook.md#outbox-stuck.',
    );
  }
};

interface OutboxStatus {
  /** How long the oldest event has waited; 0 if there is none. */
  readonly oldestAgeSeconds: number;
  /** Number of events that were rejected too often and need an operator. */
  readonly parked: number;
}

/** Takes one statement. */
const outboxStatus = async ({ kysely }: Database): Promise<OutboxStatus> => {
  const status = await withRetry(() =>
    kysely
      .selectFrom('outbox')
      .select([
        sql<string | null>`extract(epoch from now() - min(occurred_at))`.as('age'),
        sql<string>`count(parked_at)`.as('parked'),
      ])
      .executeTakeFirstOrThrow(),
  );
  return { oldestAgeSeconds: Math.max(0, Number(status.age)), parked: Number(status.parked) };
};
