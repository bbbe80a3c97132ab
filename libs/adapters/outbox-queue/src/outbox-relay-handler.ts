import { CALL_TIME, longestCallMs } from '@product-service/aws-clients';
import { log, withLogFields } from '@product-service/logger';
import type { RelayResult } from '@product-service/product';
import type { Context, SQSEvent } from 'aws-lambda';

/** No new work in the last seconds of a run: a call to the broker may take all its attempts, and then the database. */
const RESERVE_MS = longestCallMs(CALL_TIME.publish) + 2_500;

/**
 * A Lambda function's handler for nudges: one run of the relay for all that came together. It never rejects: a nudge
 * that went back to the queue would hold up those behind it, and the next sweep looks again anyway.
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
        log.error('the relay failed: the next nudge or sweep goes on where it stopped', { error });
      }
    });
