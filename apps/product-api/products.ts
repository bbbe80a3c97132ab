import { dsqlProducts, openDatabase } from '@product-service/dsql';
import { readVariable } from '@product-service/environment';
import { log } from '@product-service/logger';
import { stampHeaders } from '@product-service/observability';
import type { OutboxNudge, ProductRepository } from '@product-service/product';
import { sqsOutboxNudge } from '@product-service/outbox-queue';

/** Wakes the outbox processor. */
export const outboxNudge = (): OutboxNudge =>
  sqsOutboxNudge({
    queueUrl: readVariable('OUTBOX_QUEUE_URL'),
    onFailure: (error) => log.warn('A nudge was lost: the next sweep makes good for it', { error }),
  });

/** The products, for functions whose changes are told to others: each write wakes the outbox processor. */
export const productsWithNudge = (): ProductRepository =>
  dsqlProducts({ database: openDatabase(), stampHeaders, onCommitted: outboxNudge() });

/** The products, for functions that read them or take over facts, of which nobody is told. */
export const productsWithoutNudge = (): ProductRepository =>
  dsqlProducts({ database: openDatabase(), stampHeaders, onCommitted: async () => undefined });
