import { log } from '@product-service/logger';
import { sql } from 'kysely';
import type { Database } from './database.js';
import { withRetry } from './retry.js';

/** The relay looks every minute: what has waited for five times as long is stuck. */
export const MAX_AGE_SECONDS = 300;

/**
 * A Lambda function's handler that fails while events are stuck in the outbox, be it that they are parked or that no relay
 * runs: its errors are the alarm.
 */
export const outboxCheckHandler = (database: Database) => async (): Promise<void> => {
  const { parked, oldestAgeSeconds } = await outboxStatus(database);
  log.info('outbox checked', { parked, oldestAgeSeconds });
  if (parked > 0 || oldestAgeSeconds > MAX_AGE_SECONDS) {
    throw new Error(
      `${parked} events are parked, and the oldest has waited for ${Math.round(oldestAgeSeconds)} s. ` +
        'docs/runbook.md#outbox-stuck says what to do.',
    );
  }
};

interface OutboxStatus {
  /** Since when the oldest event waits to be published; 0 if none does. */
  readonly oldestAgeSeconds: number;
  /** Events that were refused too often and need an operator. */
  readonly parked: number;
}

/** One statement. */
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
