import { setTimeout as sleep } from 'node:timers/promises';
import {
  CancelMessageMoveTaskCommand,
  CreateQueueCommand,
  ListMessageMoveTasksCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { type RunningAwsEndpoint, startAwsEndpoint } from '../../testing/start-aws-endpoint.js';

jest.setTimeout(30_000);

let endpoint: RunningAwsEndpoint;
let sqs: SQSClient;
const arnOf = (name: string): string => `arn:aws:sqs:us-east-1:000000000000:${name}`;
const urlOf = (name: string): string => `${endpoint.address}/000000000000/${name}`;

/** A queue whose dead letters go to another one. */
const queueWithDeadLetters = async (name: string, suffix = ''): Promise<void> => {
  const Attributes = suffix ? { FifoQueue: 'true' } : {};
  const RedrivePolicy = JSON.stringify({
    deadLetterTargetArn: arnOf(`${name}-dead${suffix}`),
    maxReceiveCount: 5,
  });
  await sqs.send(new CreateQueueCommand({ QueueName: `${name}-dead${suffix}`, Attributes }));
  await sqs.send(
    new CreateQueueCommand({ QueueName: `${name}${suffix}`, Attributes: { ...Attributes, RedrivePolicy } }),
  );
};
const received = async (name: string) => {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: urlOf(name),
      MaxNumberOfMessages: 10,
      MessageAttributeNames: ['All'],
      MessageSystemAttributeNames: ['All'],
    }),
  );
  return Messages;
};
const tasksOf = async (name: string, MaxResults = 1) => {
  const command = new ListMessageMoveTasksCommand({ SourceArn: arnOf(name), MaxResults });
  return (await sqs.send(command)).Results ?? [];
};
/** The latest task, once it is no longer going on. */
const endOf = async (name: string) => {
  for (;;) {
    const [task] = await tasksOf(name);
    if (task?.Status !== 'RUNNING' && task?.Status !== 'CANCELLING') return task;
    await sleep(20);
  }
};
const start = (name: string, more: object = {}) =>
  sqs.send(new StartMessageMoveTaskCommand({ SourceArn: arnOf(name), ...more }));
const fill = async (name: string, count: number): Promise<void> => {
  for (let from = 0; from < count; from += 10) {
    const Entries = Array.from({ length: Math.min(10, count - from) }, (_, index) => ({
      Id: String(index),
      MessageBody: `message ${from + index}`,
    }));
    await sqs.send(new SendMessageBatchCommand({ QueueUrl: urlOf(name), Entries }));
  }
};

beforeAll(async () => {
  endpoint = await startAwsEndpoint();
  const credentials = { accessKeyId: 'me', secretAccessKey: 'x' };
  sqs = new SQSClient({
    endpoint: endpoint.address,
    region: 'us-east-1',
    credentials,
    useQueueUrlAsEndpoint: false,
  });
});
afterAll(() => endpoint.stop());

describe('dead letters', () => {
  it('go where the task says, with their attributes', async () => {
    await queueWithDeadLetters('orders');
    const attributes = {
      text: { DataType: 'String', StringValue: 'Größe' },
      bytes: { DataType: 'Binary', BinaryValue: new Uint8Array([0, 255]) },
    };
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: urlOf('orders-dead'),
        MessageBody: '{"a":1}',
        MessageAttributes: attributes,
      }),
    );
    await fill('orders-dead', 24);
    await start('orders-dead', { DestinationArn: arnOf('orders') });
    expect(await endOf('orders-dead')).toEqual({
      Status: 'COMPLETED',
      SourceArn: arnOf('orders-dead'),
      DestinationArn: arnOf('orders'),
      ApproximateNumberOfMessagesMoved: 25,
      ApproximateNumberOfMessagesToMove: 25,
      StartedTimestamp: expect.any(Number),
    });
    expect(await received('orders-dead')).toEqual([]);
    const moved = [
      ...(await received('orders')),
      ...(await received('orders')),
      ...(await received('orders')),
    ];
    expect(moved).toHaveLength(25);
    const first = moved.find(({ Body }) => Body === '{"a":1}');
    expect(first).toMatchObject({
      MessageAttributes: attributes,
      Attributes: { ApproximateReceiveCount: '1' },
    });
  });

  it('go back to the queue they are of, in the order of their groups', async () => {
    await queueWithDeadLetters('steps', '.fifo');
    for (const MessageBody of ['1', '2', '3']) {
      const ids = { MessageGroupId: 'a', MessageDeduplicationId: MessageBody };
      await sqs.send(new SendMessageCommand({ QueueUrl: urlOf('steps-dead.fifo'), MessageBody, ...ids }));
    }
    await start('steps-dead.fifo');
    expect(await endOf('steps-dead.fifo')).toMatchObject({
      Status: 'COMPLETED',
      ApproximateNumberOfMessagesMoved: 3,
    });
    const [first] = await received('steps.fifo');
    expect(first).toMatchObject({ Body: '1', Attributes: { MessageGroupId: 'a' } });
  });

  it('stay where they are if nobody knows where they came from, with the reason', async () => {
    await queueWithDeadLetters('bills');
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: arnOf('bills-dead'), maxReceiveCount: 1 });
    await sqs.send(new CreateQueueCommand({ QueueName: 'other-bills', Attributes: { RedrivePolicy } }));
    await fill('bills-dead', 1);
    await start('bills-dead');
    expect(await endOf('bills-dead')).toMatchObject({
      Status: 'FAILED',
      FailureReason: 'CouldNotDetermineMessageSource',
      ApproximateNumberOfMessagesMoved: 0,
    });
  });

  it('are moved by one task at a time, slowly if asked, which can be cancelled', async () => {
    await queueWithDeadLetters('slow');
    await fill('slow-dead', 30);
    const { TaskHandle } = await start('slow-dead', { MaxNumberOfMessagesPerSecond: 1 });
    const [running] = await tasksOf('slow-dead');
    expect(running).toMatchObject({ Status: 'RUNNING', TaskHandle, MaxNumberOfMessagesPerSecond: 1 });
    await expect(start('slow-dead')).rejects.toMatchObject({ name: 'UnsupportedOperation' });
    await sqs.send(new CancelMessageMoveTaskCommand({ TaskHandle }));
    expect(await endOf('slow-dead')).toMatchObject({ Status: 'CANCELLED' });
    await expect(sqs.send(new CancelMessageMoveTaskCommand({ TaskHandle }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
    await start('slow-dead', { DestinationArn: arnOf('slow') });
    expect((await tasksOf('slow-dead', 10)).map(({ Status }) => Status)).toEqual([
      expect.stringMatching(/RUNNING|COMPLETED/),
      'CANCELLED',
    ]);
  });

  it('are of a queue that exists and has them', async () => {
    await queueWithDeadLetters('plain');
    await expect(start('nowhere')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await expect(start('plain-dead', { DestinationArn: arnOf('nowhere') })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
    await expect(start('plain')).rejects.toMatchObject({ name: 'InvalidParameterValue' });
    await expect(tasksOf('nowhere')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    expect(await tasksOf('plain-dead')).toEqual([]);
  });
});
