import { EventNotAcceptedError, instantOf, toEnvelope } from '@product-service/events';
import { consumedQueue } from './consumed-queue.js';
import { eventConsumer } from './event-consumer.js';
import { startQueues, type Queues } from './testing/queues.js';

const bodyFor = (productId: string) =>
  JSON.stringify(
    toEnvelope(
      {
        id: `stock-${productId}`,
        type: 'product.stockUpdated',
        time: instantOf(new Date('2026-11-22T09:30:00Z')),
        data: { productId, stockLevel: 5 },
        headers: {},
      },
      'dev.products',
    ),
  );

describe('a run in which nothing can be handled', () => {
  let queues: Queues;
  beforeEach(async () => void (queues = await startQueues()));
  afterEach(() => queues.close());

  /** Handles what is in the queue, received that often; SNS is away for all but the product `FINE`. */
  const run = async (receiveCount: number, ...productIds: string[]) => {
    for (const id of productIds) await queues.send(bodyFor(id));
    const Records = await queues.receive(receiveCount);
    const handler = eventConsumer({
      types: ['product.stockUpdated'],
      handle: async ({ data: { productId } }) => {
        if (productId !== 'FINE') throw new EventNotAcceptedError('SNS is away');
      },
      scope: (_, handle) => handle(),
      queue: consumedQueue(queues),
    });
    return handler({ Records }, { getRemainingTimeInMillis: () => 29_000 });
  };

  it.each([5, 6, 80])(
    'fails at receive %i, for the alarm on errors, and its messages come again in time',
    async (receive) => {
      await expect(run(receive, 'A', 'B')).rejects.toThrow('None of 2 messages could be handled');
      // Neither at once nor given up.
      expect(await queues.receive()).toEqual([]);
      expect(await queues.depth()).toMatchObject({ ApproximateNumberOfMessagesNotVisible: '2' });
      expect(await queues.deadLetters()).toEqual([]);
    },
  );

  it('does not fail before it has tried for a while', async () => {
    expect((await run(4, 'A', 'B')).batchItemFailures).toHaveLength(2);
  });

  it('is none if one message could be handled', async () => {
    expect((await run(5, 'A', 'FINE')).batchItemFailures).toHaveLength(1);
  });
});
