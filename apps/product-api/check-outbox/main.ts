import { openDatabase, outboxStatus } from '@product-service/dsql';
import { log } from '@product-service/logger';

/** The relay looks every minute: what has waited for five times as long is stuck. */
const MAX_AGE_SECONDS = 300;

const database = openDatabase();

/** Fails while events are stuck in the outbox, be it that they are parked or that no relay runs: its errors are the alarm. */
export const handler = async (): Promise<void> => {
  const { parked, oldestAgeSeconds } = await outboxStatus(database);
  log.info('outbox checked', { parked, oldestAgeSeconds });
  if (parked > 0 || oldestAgeSeconds > MAX_AGE_SECONDS) {
    throw new Error(
      `${parked} events are parked, and the oldest has waited for ${Math.round(oldestAgeSeconds)} s. ` +
        'docs/runbook.md#outbox-stuck says what to do.',
    );
  }
};
