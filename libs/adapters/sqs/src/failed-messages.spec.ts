import { EventNotAcceptedError, EventRejectedError, instantOf, toEnvelope } from '@product-service/events';
import type { SQSRecord } from 'aws-lambda';
import { consumedQueue } from './consumed-queue.js';
import { eventConsumer, type EventConsumerOptions } from './event-consumer.js';
import { MAX_OUTAGE_MS } from './failure-policy.js';
import { startQueues, type Queues } from './testing/queues.js';
import { runConsumerProcess } from './testing/run-consumer-process.js';

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

/** Errors of the handler for some products. */
const ERRORS: Record<string, Error> = {
  BUG: new TypeError('x is not a function'),
  AWAY: new EventNotAcceptedError('SNS is throttled'),
  NEVER: new EventRejectedError(`too large \0 ${'x'.repeat(5_000)}`),
};

type Options = EventConsumerOptions<'product.stockUpdated'>;

describe('a failed message', () => {
  let queues: Queues;
  let handled: string[];

  beforeEach(async () => {
    queues = await startQueues();
    handled = [];
  });
  afterEach(() => queues.close());

  const consume = async (
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
    const { batchItemFailures } = await handler({ Records }, { getRemainingTimeInMillis: () => remaining });
    const failed = batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
    return Records.filter(({ messageId }) => failed.includes(messageId)).map(({ body }) => body);
  };
  /** The messages that are visible again after some seconds. */
  const visibleAfter = async (seconds: number): Promise<string[]> => {
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    return (await queues.receive()).map(({ body }) => body);
  };

  it.each([
    ['is not JSON', '{', 'UnreadableEventError'],
    ['is not an object', 'null', 'UnreadableEventError'],
    [
      'has another type',
      bodyFor('X').replace('product.stockUpdated', 'product.other'),
      'UnreadableEventError',
    ],
    [
      'has invalid data',
      bodyFor('X').replace('"stockLevel":5', '"stockLevel":"many"'),
      'UnreadableEventError',
    ],
    ['can never be handled', bodyFor('NEVER'), 'EventRejectedError'],
  ])(
    'that %s is copied to the dead-letter queue at the first receive, with the error, and deleted',
    async (_, body, name) => {
      await queues.send(body, { traceId: '7' });
      const [record] = await queues.receive();
      expect(await consume([record!])).toEqual([]);
      const [letter, ...others] = await queues.deadLetters();
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
    await queues.send('{'.repeat(1024 * 1024));
    expect(await consume(await queues.receive())).toEqual([]);
    expect(await queues.deadLetters()).toHaveLength(1);
  });

  it('that fails again after a redrive has the new error, and keeps its own attributes', async () => {
    const own = Object.fromEntries(['A', 'B', 'C', 'D', 'E', 'F'].map((name) => [`X-${name}`, name]));
    const before = { ERROR_CODE: 'Old', ERROR_MESSAGE: 'old', MESSAGE_ID: 'old', RECEIVE_COUNT: '5' };
    await queues.send('{', { ...before, ...own });
    await consume(await queues.receive());
    const [letter] = await queues.deadLetters();
    expect(Object.keys(letter!.MessageAttributes!).sort()).toEqual(
      [...Object.keys(before), ...Object.keys(own)].sort(),
    );
    expect(letter!.MessageAttributes!['ERROR_CODE']!.StringValue).toBe('UnreadableEventError');
  });

  it('does not affect other messages of the batch', async () => {
    for (const body of [bodyFor('A'), '{', bodyFor('BUG'), bodyFor('AWAY'), bodyFor('B')])
      await queues.send(body);
    const failed = await consume(await queues.receive());
    expect(failed.sort()).toEqual([bodyFor('AWAY'), bodyFor('BUG')].sort());
    expect(handled.sort()).toEqual(['A', 'B']);
    expect((await queues.deadLetters()).map(({ Body }) => Body)).toEqual(['{']);
  });

  it.each(['BUG', 'AWAY'])(
    'with a failure that may pass (%s) is retried after a growing delay',
    async (productId) => {
      await queues.send(bodyFor(productId));
      expect(await consume(await queues.receive(1))).toEqual([bodyFor(productId)]);
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
      const records = await queues.receive();
      if (records.length > 0) return records;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const withReceives = (
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

  it('with an unexpected failure is copied to the dead-letter queue at its fifth receive', async () => {
    await queues.send(bodyFor('BUG'));
    const [record] = await queues.receive();
    expect(await consume([withReceives(record!, 4)])).toHaveLength(1);
    expect(await queues.deadLetters()).toEqual([]);
    expect(await consume([withReceives(record!, 5)])).toEqual([]);
    const [letter] = await queues.deadLetters();
    expect(letter!.MessageAttributes).toMatchObject({
      ERROR_CODE: { StringValue: 'TypeError' },
      RECEIVE_COUNT: { StringValue: '5' },
    });
  });

  it('with a temporary failure is given up after twelve hours, not before', async () => {
    await queues.send(bodyFor('AWAY'));
    const [record] = await queues.receive();
    const triedFor = (ms: number) => withReceives(record!, 4, String(Date.now() - ms));
    expect(await consume([triedFor(MAX_OUTAGE_MS - 60_000)])).toHaveLength(1);
    expect(await queues.deadLetters()).toEqual([]);
    expect(await consume([triedFor(MAX_OUTAGE_MS + 60_000)])).toEqual([]);
    expect(await queues.deadLetters()).toHaveLength(1);
  });

  it('that takes too long is retried, and the run ends in time', async () => {
    await queues.send(bodyFor('SLOW'));
    await queues.send(bodyFor('A'));
    const handle: Options['handle'] = ({ data: { productId } }) =>
      productId === 'SLOW' ? new Promise(() => {}) : Promise.resolve('applied');
    expect(await consume(await queues.receive(), { handle, remaining: 8_200 })).toEqual([bodyFor('SLOW')]);
    expect(await queues.deadLetters()).toEqual([]);
  });

  it.each([
    ['throws', () => Promise.reject(new Error('a bug of the tracer'))],
    ['does not handle it', () => Promise.resolve()],
  ])('with a scope that %s is retried', async (_, scope) => {
    await queues.send(bodyFor('A'));
    expect(await consume(await queues.receive(1), { scope })).toEqual([bodyFor('A')]);
  });

  it('that cannot be copied to the dead-letter queue is retried', async () => {
    await queues.send('{');
    const queue = consumedQueue({ ...queues, deadLetterQueueUrl: `${queues.deadLetterQueueUrl}-gone` });
    expect(await consume(await queues.receive(), { queue })).toEqual(['{']);
  });

  it('is retried even if SQS does not set its delay', async () => {
    await queues.send(bodyFor('AWAY'));
    const queue = consumedQueue({ ...queues, queueUrl: `${queues.queueUrl}-gone` });
    expect(await consume(await queues.receive(), { queue })).toEqual([bodyFor('AWAY')]);
  });

  it('that may be poison is handled alone, after the others are deleted', async () => {
    for (const id of ['A', 'B', 'AWAY', 'SUSPECT', 'SUSPECT2']) await queues.send(bodyFor(id));
    const records = await queues.receive();
    const suspicious = records.map((record) =>
      record.body.includes('SUSPECT') ? withReceives(record, 6) : record,
    );
    const depths: unknown[] = [];
    let atATime = 0;
    const failed = await consume(suspicious, {
      handle: async ({ data: { productId } }) => {
        if (productId === 'AWAY') throw ERRORS['AWAY'];
        if (!productId.startsWith('SUSPECT')) return;
        atATime += 1;
        expect(atATime).toBe(1);
        // What would be left if the process died now.
        depths.push(await queues.depth());
        atATime -= 1;
      },
    });
    // AWAY, and the suspects that are not deleted yet.
    const hidden = (count: string) => ({
      ApproximateNumberOfMessages: '0',
      ApproximateNumberOfMessagesNotVisible: count,
    });
    expect(depths).toEqual([hidden('3'), hidden('2')]);
    expect(failed).toEqual([bodyFor('AWAY')]);
  });

  it('that kills the process does not affect the others, and is retried after its own delay', async () => {
    // Short, so that messages without their own delay reappear soon.
    await queues.setVisibilityTimeout(8);
    for (const id of ['A', 'B', 'KILLER']) await queues.send(bodyFor(id));
    const records = await queues.receive();
    const suspicious = records.map((record) =>
      record.body.includes('KILLER') ? withReceives(record, 6) : record,
    );
    expect(await runConsumerProcess(queues, suspicious)).toBe('SIGKILL');
    expect(await visibleAfter(9)).toEqual([]);
    expect(await queues.depth()).toEqual({
      ApproximateNumberOfMessages: '0',
      ApproximateNumberOfMessagesNotVisible: '1',
    });
    expect(await queues.deadLetters()).toEqual([]);
  }, 60_000);

  it('that may be poison keeps its delay even if there was no time to handle it', async () => {
    await queues.setVisibilityTimeout(5);
    for (const id of ['A', 'B']) await queues.send(bodyFor(id));
    const suspects = (await queues.receive()).map((record) => withReceives(record, 6));
    await expect(consume(suspects, { remaining: 0 })).rejects.toThrow('None of 2 messages');
    expect(handled).toEqual([]);
    expect(await visibleAfter(6)).toEqual([]);
  }, 30_000);
});
