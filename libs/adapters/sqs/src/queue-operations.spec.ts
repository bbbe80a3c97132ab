import { SendMessageBatchCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { deadLetterOf } from './dead-letter.js';
import { sqsQueueOperations, type QueueWithDeadLetters } from './queue-operations.js';
import { startQueues, type Queues } from './testing/queues.js';

const ARN = 'arn:aws:sqs:eu-west-1:000000000000:stock';

let queues: Queues;
beforeEach(async () => {
  queues = await startQueues();
  await queues.client.send(
    new SetQueueAttributesCommand({
      QueueUrl: queues.queueUrl,
      Attributes: {
        RedrivePolicy: JSON.stringify({ deadLetterTargetArn: `${ARN}-dead-letters`, maxReceiveCount: 1 }),
      },
    }),
  );
});
afterEach(() => queues.close());

const operations = () => sqsQueueOperations(queues.client);
const queue = async () =>
  (await operations().read({ name: 'StockQueue', url: queues.queueUrl })) as QueueWithDeadLetters;
const text = (StringValue: string) => ({ DataType: 'String', StringValue });

/** Puts messages into the dead-letter queue, as consumers do. */
const giveUp = async (bodies: readonly string[], attributes: Record<string, string> = {}): Promise<void> => {
  const MessageAttributes = Object.fromEntries(
    Object.entries({
      ERROR_CODE: 'UnreadableEventError',
      ERROR_MESSAGE: 'not JSON',
      MESSAGE_ID: 'first',
      RECEIVE_COUNT: '1',
      ...attributes,
    }).map(([name, value]) => [name, text(value)]),
  );
  for (let from = 0; from < bodies.length; from += 10)
    await queues.client.send(
      new SendMessageBatchCommand({
        QueueUrl: queues.deadLetterQueueUrl,
        Entries: bodies
          .slice(from, from + 10)
          .map((MessageBody, index) => ({ Id: String(index), MessageBody, MessageAttributes })),
      }),
    );
};
const bodiesLeft = async () => (await queues.deadLetters()).map(({ Body }) => Body).sort();
const numbered = (count: number) => Array.from({ length: count }, (_, index) => `message ${index}`);

describe('a queue', () => {
  it('is read with its dead-letter queue, and how many messages each has', async () => {
    await queues.send('waits');
    await giveUp(['a', 'b']);
    expect(await queue()).toEqual({
      name: 'StockQueue',
      url: queues.queueUrl,
      arn: ARN,
      depth: { visible: 1, inFlight: 0, delayed: 0 },
      deadLetters: {
        url: queues.deadLetterQueueUrl,
        arn: `${ARN}-dead-letters`,
        depth: { visible: 2, inFlight: 0, delayed: 0 },
      },
    });
  });

  it('may have no dead-letter queue', async () => {
    const state = await operations().read({ name: 'Other', url: queues.deadLetterQueueUrl });
    expect(state).not.toHaveProperty('deadLetters');
  });

  it('rejects with the error of SQS if it does not exist', async () => {
    await expect(operations().read({ name: 'Gone', url: `${queues.queueUrl}-gone` })).rejects.toMatchObject({
      name: 'QueueDoesNotExist',
    });
  });
});

describe('dead letters', () => {
  it('are shown with their reason, and stay', async () => {
    await giveUp(['{'], { tenant: '7' });
    expect(await operations().deadLetters(await queue(), 10)).toEqual([
      {
        id: expect.any(String),
        since: expect.stringMatching(/^\d{4}-.*Z$/),
        reason: 'UnreadableEventError: not JSON',
        body: '{',
        attributes: { tenant: '7', MESSAGE_ID: 'first', RECEIVE_COUNT: '1' },
      },
    ]);
    expect((await queue()).deadLetters.depth).toEqual({ visible: 1, inFlight: 0, delayed: 0 });
  });

  it('are each shown once, as many as there are up to the limit', async () => {
    await giveUp(numbered(34));
    const shown = await operations().deadLetters(await queue(), 25);
    expect(new Set(shown.map(({ id }) => id)).size).toBe(25);
    expect(await operations().deadLetters(await queue(), 100)).toHaveLength(34);
    expect(await bodiesLeft()).toHaveLength(34);
  });

  it('that SNS could not deliver have no reason of their own', async () => {
    await queues.client.send(
      new SendMessageBatchCommand({
        QueueUrl: queues.deadLetterQueueUrl,
        Entries: [{ Id: '1', MessageBody: 'from SNS' }],
      }),
    );
    const [letter] = await operations().deadLetters(await queue(), 10);
    expect(letter).toMatchObject({ body: 'from SNS', reason: expect.stringMatching(/^No reason given/) });
  });

  // The emulator does not tell the source of a message.
  it('that SQS moved have the likely reason', () => {
    const Attributes = { DeadLetterQueueSourceArn: ARN, SentTimestamp: '0' };
    expect(deadLetterOf({ Body: 'x', Attributes })).toMatchObject({
      reason: expect.stringMatching(/^SQS moved it after too many receives/),
    });
  });
});

describe('single dead letters', () => {
  const idOf = async (body: string) =>
    (await operations().deadLetters(await queue(), 1_000)).find((letter) => letter.body === body)!.id;

  it('go back to their queue, without what their consumer added', async () => {
    await giveUp(numbered(25), { tenant: '7' });
    const id = await idOf('message 20');
    expect(await operations().redrive(await queue(), [id, 'unknown'], false)).toMatchObject({
      done: [id],
      notFound: ['unknown'],
    });
    const [record, ...others] = await queues.receive();
    expect(others).toEqual([]);
    expect(record).toMatchObject({ body: 'message 20' });
    expect(Object.keys(record!.messageAttributes)).toEqual(['tenant']);
    expect(await bodiesLeft()).toHaveLength(24);
  });

  it('are deleted, and no others', async () => {
    await giveUp(numbered(3));
    const id = await idOf('message 1');
    expect(await operations().deleteDeadLetters(await queue(), [id, id], false)).toMatchObject({
      done: [id],
    });
    expect(await bodiesLeft()).toEqual(['message 0', 'message 2']);
    expect(await queues.receive()).toEqual([]);
  });

  it('stay in a dry run', async () => {
    await giveUp(numbered(3));
    const id = await idOf('message 1');
    expect(await operations().redrive(await queue(), [id], true)).toMatchObject({ done: [id] });
    expect(await operations().deleteDeadLetters(await queue(), [id], true)).toMatchObject({ done: [id] });
    expect(await bodiesLeft()).toHaveLength(3);
    expect(await queues.receive()).toEqual([]);
  });

  it('stay, and are visible, if SQS does not take them back', async () => {
    await giveUp(numbered(3));
    const id = await idOf('message 1');
    const gone = { ...(await queue()), url: `${queues.queueUrl}-gone` };
    await expect(operations().redrive(gone, [id], false)).rejects.toMatchObject({
      name: 'QueueDoesNotExist',
    });
    expect(await bodiesLeft()).toHaveLength(3);
  });
});

it('a purge deletes all messages', async () => {
  await giveUp(numbered(3));
  await operations().purge(queues.deadLetterQueueUrl);
  expect(await bodiesLeft()).toEqual([]);
});
