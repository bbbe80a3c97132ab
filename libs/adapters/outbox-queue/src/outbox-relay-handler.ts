import { CALL_TIME, longestCallMs } from '@product-service/aws-clients';
import { log, withLogFields } from '@product-service/logger';
import type { RelayResult } from '@product-service/product';
import type { Context, SQSEvent } from 'aws-lambda';

/** Time reserved at the end of a run for a call to the broker with all its attempts, and a database statement after it. */
const RESERVE_MS = longestCallMs(CALL_TIME.publish) + 2_500;

/**
 * A Lambda handler for nudges: runs the relay once per batch of nudges. It never rejects: a nudge that returns to the queue
 * would block its message group, and the next scheduled run retries anyway.
 */
export const outboxRelayHandler =
  (relay: (hasTime: () => boolean) => Promise<RelayResult>) =>
  ({ Records }: SQSEvent, context: Context): Promise<void> =>
    withLogFields({ awsRequestId: context.awsRequestId }, async () => {
      try {
        const { published, failures } = await relay(() => context.getRemainingTimeInMillis() > RESERVE_MS);
        for (const { event, outcome, reason } of failures) {
          const level = outcome === 'parked' ? 'error' : 'warn';
          const about = { eventId: event.id, eventType: event.type, productId: event.subject };
          log[level](`event ${outcome}`, { ...about, error: reason });
        }
        log.info('outbox relayed', { nudges: Records.length, published, failed: failures.length });
      } catch (error) {
        log.error('the relay failed: the next nudge or scheduled run continues', { error });
      }
    });
