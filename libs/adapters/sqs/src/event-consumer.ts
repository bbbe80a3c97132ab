import { BatchProcessor, EventType as BatchType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { AnyEvent, DeliveryScope, EventType } from '@product-service/events';
import { log, withLogFields } from '@product-service/logger';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { readDelivery, type ReadDelivery } from './read-delivery.js';

export interface EventConsumerOptions<T extends EventType> {
  /** What this queue is for: any other message goes back and, in the end, to the dead-letter queue. */
  readonly types: readonly T[];
  /** Resolves to a word for what it came to, or to nothing. Rejects: the message goes back to the queue. */
  readonly handle: (event: AnyEvent<T>) => Promise<string | void>;
  /** Observes each delivery, unreadable ones included. */
  readonly scope: DeliveryScope;
}

/**
 * A Lambda function's handler for a queue of events. The messages of a batch are handled side by side; those that
 * fail, and only those, go back to the queue.
 */
export const eventConsumer = <T extends EventType>({ types, handle, scope }: EventConsumerOptions<T>) => {
  const handleRecord = async (record: SQSRecord): Promise<void> => {
    const read = readDelivery(record, types);
    await scope(read.delivery, () =>
      logged(read, async () => {
        if (read.error) throw read.error;
        return handle(read.event);
      }),
    );
  };

  return (event: SQSEvent, context: Context): Promise<SQSBatchResponse> =>
    processPartialResponse(event, handleRecord, new BatchProcessor(BatchType.SQS), {
      context,
      throwOnFullBatchFailure: false,
    });
};

/** One line for each message, within its scope: what became of it, or why it goes back. */
const logged = <T extends EventType>(
  { delivery: { messageId, queue, receiveCount }, event }: ReadDelivery<T>,
  handle: () => Promise<string | void>,
): Promise<string | void> => {
  const about = event && { eventId: event.id, eventType: event.type, productId: event.data.productId };
  return withLogFields({ messageId, queue, ...about }, async () => {
    try {
      const outcome = await handle();
      log.info('message handled', { outcome: outcome ?? 'done' });
      return outcome;
    } catch (error) {
      log.error('message goes back to the queue', { receiveCount, error });
      throw error;
    }
  });
};
