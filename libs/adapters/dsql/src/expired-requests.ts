import { log } from '@product-service/logger';
import type { Context } from 'aws-lambda';
import { sql } from 'kysely';
import type { Database } from './database.js';
import { withRetry } from './retry.js';

/** Aurora DSQL changes at most 3,000 rows in a transaction. */
const MAX_ROWS = 1_000;
/** For one more round of two statements. */
const MIN_TIME_LEFT_MS = 12_000;

/**
 * A scheduled Lambda handler that deletes the outcomes of requests that can no longer be sent again. It continues until none
 * is left, or its time is nearly over: then the next run continues.
 */
export const expiredRequestsHandler =
  ({ kysely }: Database) =>
  async (
    _event: unknown,
    { getRemainingTimeInMillis }: Pick<Context, 'getRemainingTimeInMillis'>,
  ): Promise<void> => {
    let deleted = 0;
    let isEnd = false;
    while (!isEnd && getRemainingTimeInMillis() > MIN_TIME_LEFT_MS) {
      const expired = await withRetry(() =>
        kysely
          .selectFrom('repeatable_requests')
          .select('key')
          .where('expires_at', '<=', sql<Date>`now()`)
          .orderBy('expires_at')
          .limit(MAX_ROWS)
          .execute(),
      );
      const keys = expired.map(({ key }) => key);
      if (keys.length > 0) {
        await withRetry(() => kysely.deleteFrom('repeatable_requests').where('key', 'in', keys).execute());
      }
      deleted += keys.length;
      isEnd = keys.length < MAX_ROWS;
    }
    log.info('expired requests deleted', { deleted, isEnd });
  };
