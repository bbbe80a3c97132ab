import type { SQSEvent } from 'aws-lambda';
import { consumedQueue, eventConsumer } from '../index.js';

/**
 * A consumer in its own process, for messages of the type `product.stockUpdated`. The product `KILLER` kills it, as running
 * out of memory would. Its arguments are the URLs of its queues and the batch.
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
