import type { SQSRecord } from 'aws-lambda';
import { consumedQueue } from './consumed-queue.js';
import { MAX_OUTAGE_MS } from './failure-policy.js';
import { useFailingConsumer, withReceives, type Options } from './testing/failing-consumer.js';
import { stockMessage } from './testing/stock-message.js';

describe('a failed message', () => {
  const { queues, handled, consume, visibleAfter } = useFailingConsumer();

  it.each([
    ['is not JSON', '{', 'UnreadableEventError'],
    ['is not an object', 'null', 'UnreadableEventError'],
    [
      'has another type',
      stockMessage('X').replace('product.stockUpdated', 'product.other'),
      'UnreadableEventError',
    ],
    [
      'has invalid data',
      stockMessage('X').replace('"stockLevel":5', '"stockLevel":"many"'),
      'UnreadableEventError',
    ],
    ['can never be handled', stockMessage('NEVER'), 'EventRejectedError'],
  ])(
    'that %s is copied to the dead-letter queue at the first receive, with the error, and deleted',
    async (_, body, name) => {
      await queues().send(body, { traceId: '7' });
      const [record] = await queues().receive();
      expect(await consume([record!])).toEqual([]);
      const [letter, ...others] = await queues().deadLetters();
      expect(others).toEqual([]);
      expect(letter).toMatchObject({
        Body: body,
        MessageAttributes: {
          traceId: { StringValue: '7' },
          ERROR_CODE: { StringValue: name },
          ERROR_MESSAGE: { StringValue: expect.stringMatching(/^.{1,1000}$/s) },
          MESSAGE_ID: { StringValue: record!.messageId },
          RECEIVE_COUNT: { StringValue: '1' },
        },
      });
      expect(letter!.MessageAttributes!['ERROR_MESSAGE']!.StringValue).not.toContain('\0');
    },
  );

  it('is copied to the dead-letter queue even if its body leaves no room for the error', async () => {
    await queues().send('{'.repeat(1024 * 1024));
    expect(await consume(await queues().receive())).toEqual([]);
    expect(await queues().deadLetters()).toHaveLength(1);
  });

  it('that fails again after a redrive has the new error, and keeps its own attributes', async () => {
    const own = Object.fromEntries(['A', 'B', 'C', 'D', 'E', 'F'].map((name) => [`X-${name}`, name]));
    const before = { ERROR_CODE: 'Old', ERROR_MESSAGE: 'old', MESSAGE_ID: 'old', RECEIVE_COUNT: '5' };
    await queues().send('{', { ...before, ...own });
    await consume(await queues().receive());
    const [letter] = await queues().deadLetters();
    expect(Object.keys(letter!.MessageAttributes!).sort()).toEqual(
      [...Object.keys(before), ...Object.keys(own)].sort(),
    );
    expect(letter!.MessageAttributes!['ERROR_CODE']!.StringValue).toBe('UnreadableEventError');
  });

  it('does not affect other messages of the batch', async () => {
    for (const body of [stockMessage('A'), '{', stockMessage('BUG'), stockMessage('AWAY'), stockMessage('B')])
      await queues().send(body);
    const failed = await consume(await queues().receive());
    expect(failed.sort()).toEqual([stockMessage('AWAY'), stockMessage('BUG')].sort());
    expect(handled().sort()).toEqual(['A', 'B']);
    expect((await queues().deadLetters()).map(({ Body }) => Body)).toEqual(['{']);
  });

  it.each(['BUG', 'AWAY'])(
    'with a failure that may pass (%s) is retried after a growing delay',
    async (productId) => {
      await queues().send(stockMessage(productId));
      expect(await consume(await queues().receive(1))).toEqual([stockMessage(productId)]);
      expect(await visibleAfter(0.5)).toEqual([]);
      const records = await pollUntilVisible();
      expect(records).toHaveLength(1);
      // The first delay was 2 s; this one is longer.
      await consume(records.map((record) => withReceives(record, 4)));
      expect(await visibleAfter(3)).toEqual([]);
    },
    30_000,
  );

  const pollUntilVisible = async (): Promise<SQSRecord[]> => {
    for (;;) {
      const records = await queues().receive();
      if (records.length > 0) return records;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  it('with an unexpected failure is copied to the dead-letter queue at its fifth receive', async () => {
    await queues().send(stockMessage('BUG'));
    const [record] = await queues().receive();
    expect(await consume([withReceives(record!, 4)])).toHaveLength(1);
    expect(await queues().deadLetters()).toEqual([]);
    expect(await consume([withReceives(record!, 5)])).toEqual([]);
    const [letter] = await queues().deadLetters();
    expect(letter!.MessageAttributes).toMatchObject({
      ERROR_CODE: { StringValue: 'TypeError' },
      RECEIVE_COUNT: { StringValue: '5' },
    });
  });

  it('with a temporary failure is given up after twelve hours, not before', async () => {
    await queues().send(stockMessage('AWAY'));
    const [record] = await queues().receive();
    const triedFor = (ms: number) => withReceives(record!, 4, String(Date.now() - ms));
    expect(await consume([triedFor(MAX_OUTAGE_MS - 60_000)])).toHaveLength(1);
    expect(await queues().deadLetters()).toEqual([]);
    expect(await consume([triedFor(MAX_OUTAGE_MS + 60_000)])).toEqual([]);
    expect(await queues().deadLetters()).toHaveLength(1);
  });

  it('that takes too long is retried, and the run ends in time', async () => {
    await queues().send(stockMessage('SLOW'));
    await queues().send(stockMessage('A'));
    const handle: Options['handle'] = ({ data: { productId } }) =>
      productId === 'SLOW' ? new Promise(() => {}) : Promise.resolve('applied');
    expect(await consume(await queues().receive(), { handle, remaining: 8_200 })).toEqual([
      stockMessage('SLOW'),
    ]);
    expect(await queues().deadLetters()).toEqual([]);
  });

  it.each([
    ['throws', () => Promise.reject(new Error('a bug of the tracer'))],
    ['does not handle it', () => Promise.resolve()],
  ])('with a scope that %s is retried', async (_, scope) => {
    await queues().send(stockMessage('A'));
    expect(await consume(await queues().receive(1), { scope })).toEqual([stockMessage('A')]);
  });

  it('that cannot be copied to the dead-letter queue is retried', async () => {
    await queues().send('{');
    const queue = consumedQueue({ ...queues(), deadLetterQueueUrl: `${queues().deadLetterQueueUrl}-gone` });
    expect(await consume(await queues().receive(), { queue })).toEqual(['{']);
  });

  it('is retried even if SQS does not set its delay', async () => {
    await queues().send(stockMessage('AWAY'));
    const queue = consumedQueue({ ...queues(), queueUrl: `${queues().queueUrl}-gone` });
    expect(await consume(await queues().receive(), { queue })).toEqual([stockMessage('AWAY')]);
  });
});
