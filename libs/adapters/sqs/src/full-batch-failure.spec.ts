import { EventNotAcceptedError } from '@product-service/events';
import { consumedQueue } from './consumed-queue.js';
import { eventConsumer } from './event-consumer.js';
import { startQueues, type Queues } from './testing/queues.js';
import { stockMessage } from './testing/stock-message.js';

describe('a run in which no message can be handled', () => {
  let queues: Queues;
  beforeEach(async () => void (queues = await startQueues()));
  afterEach(() => queues.close());

  /** Handles the queue's messages with this receive count. SNS is unavailable, except for the product `FINE`. */
  const run = async (receiveCount: number, ...productIds: string[]) => {
    for (const id of productIds) await queues.send(stockMessage(id));
    const Records = await queues.receive(receiveCount);
    const handler = eventConsumer({
      types: ['product.stockUpdated'],
      handle: async ({ data: { productId } }) => {
        if (productId !== 'FINE') throw new EventNotAcceptedError('SNS is unavailable');
      },
      scope: (_, handle) => handle(),
      queue: consumedQueue(queues),
    });
    return handler({ Records }, { getRemainingTimeInMillis: () => 29_000 });
  };

  it.each([5, 6, 80])(
    'fails at receive %i, which triggers the alarm on errors, and retries its messages after their delay',
    async (receive) => {
      await expect(run(receive, 'A', 'B')).rejects.toThrow('None of 2 messages could be handled');
      // Neither visible at once nor given up.
      expect(await queues.receive()).toEqual([]);
      expect(await queues.depth()).toMatchObject({ ApproximateNumberOfMessagesNotVisible: '2' });
      expect(await queues.deadLetters()).toEqual([]);
    },
  );

  it('does not fail in the first retries', async () => {
    expect((await run(4, 'A', 'B')).batchItemFailures).toHaveLength(2);
  });

  it('does not fail if one message could be handled', async () => {
    expect((await run(5, 'A', 'FINE')).batchItemFailures).toHaveLength(1);
  });
});
