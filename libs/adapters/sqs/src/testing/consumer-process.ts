import type { SQSEvent } from 'aws-lambda';
import { consumedQueue, eventConsumer } from '../index.js';

/**
 * A consumer in a process of its own, for messages of the type `product.stockUpdated`: it dies at once of the product
 * `KILLER`, as if it ran out of memory. Its arguments are its queues' URLs and the batch.
 */
const [queueUrl = '', deadLetterQueueUrl = '', batch = ''] = process.argv.slice(2);

const handler = eventConsumer({
  types: ['product.stockUpdated'],
  handle: async ({ data: { productId } }) => {
    if (productId === 'KILLER') process.kill(process.pid, 'SIGKILL');
  },
  scope: (_, handle) => handle(),
  queue: consumedQueue({ queueUrl, deadLetterQueueUrl }),
});

void handler(JSON.parse(batch) as SQSEvent, { getRemainingTimeInMillis: () => 29_000 });
