import { dsqlProducts, openDatabase } from '@product-service/dsql';
import { readVariable } from '@product-service/environment';
import { log } from '@product-service/logger';
import { stampHeaders } from '@product-service/observability';
import { sharedNudge, sqsOutboxNudge, type CommitNudge } from '@product-service/outbox-queue';
import type { ProductRepository } from '@product-service/product';

/** Wakes the outbox processor. */
export const outboxNudge = (): CommitNudge =>
  sqsOutboxNudge({
    queueUrl: readVariable('OUTBOX_QUEUE_URL'),
    onFailure: (error) =>
      log.warn('nudge failed: the scheduled relay run will publish the events', { error }),
  });

/** For use cases that record events: a write nudges the outbox processor, so that events are published at once. */
export const productsWithNudge = (): ProductRepository =>
  dsqlProducts({ database: openDatabase(), stampHeaders, onCommit: sharedNudge(outboxNudge()) });

/** For use cases that record no events: they read products, or apply facts of other services. */
export const productsWithoutNudge = (): ProductRepository =>
  dsqlProducts({ database: openDatabase(), stampHeaders, onCommit: async () => undefined });
