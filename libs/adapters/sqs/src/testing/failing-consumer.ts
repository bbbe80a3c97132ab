import { EventNotAcceptedError, EventRejectedError } from '@product-service/events';
import type { SQSRecord } from 'aws-lambda';
import { consumedQueue } from '../consumed-queue.js';
import { eventConsumer, type EventConsumerOptions } from '../event-consumer.js';
import { startQueues, type Queues } from './queues.js';

/** Errors of the handler for some products. */
export const ERRORS: Record<string, Error> = {
  BUG: new TypeError('x is not a function'),
  AWAY: new EventNotAcceptedError('SNS is throttled'),
  NEVER: new EventRejectedError(`too large \0 ${'x'.repeat(5_000)}`),
};

export type Options = EventConsumerOptions<'product.stockUpdated'>;

/** A queue with a dead-letter queue, and a consumer that fails for the products in {@link ERRORS}. */
export const useFailingConsumer = () => {
  let queues: Queues;
  let handled: string[];

  beforeEach(async () => {
    queues = await startQueues();
    handled = [];
  });
  afterEach(() => queues.close());

  return {
    queues: () => queues,
    /** Ids of the handled products. */
    handled: () => handled,
    /** Handles the records. Returns the bodies of those that the function reports as failed. */
    consume: async (
      Records: SQSRecord[],
      { remaining = 29_000, ...options }: Partial<Options> & { remaining?: number } = {},
    ): Promise<string[]> => {
      const handler = eventConsumer({
        types: ['product.stockUpdated'],
        handle: async ({ data: { productId } }) => {
          if (ERRORS[productId]) throw ERRORS[productId];
          handled.push(productId);
        },
        scope: (_, handle) => handle(),
        queue: consumedQueue(queues),
        ...options,
      });
      const context = { getRemainingTimeInMillis: () => remaining };
      const { batchItemFailures } = await handler({ Records }, context);
      const failed = batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
      return Records.filter(({ messageId }) => failed.includes(messageId)).map(({ body }) => body);
    },
    /** The messages that are visible again after some seconds. */
    visibleAfter: async (seconds: number): Promise<string[]> => {
      await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
      return (await queues.receive()).map(({ body }) => body);
    },
  };
};

/** The record as SQS would deliver it at this receive. */
export const withReceives = (
  record: SQSRecord,
  count: number,
  ApproximateFirstReceiveTimestamp = record.attributes.ApproximateFirstReceiveTimestamp,
) => ({
  ...record,
  attributes: {
    ...record.attributes,
    ApproximateReceiveCount: String(count),
    ApproximateFirstReceiveTimestamp,
  },
});
