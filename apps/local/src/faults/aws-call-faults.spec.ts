import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { CreateTopicCommand, PublishBatchCommand, SNSClient } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { type RunningAwsEndpoint, startAwsEndpoint } from '../testing/start-aws-endpoint.js';
import type { AwsCallFault } from './fault.js';
import { faultInjector } from './fault-injector.js';

jest.setTimeout(60_000);

const CALLER = 'ProductService-OutboxProcessor-local';
const faults = faultInjector(() => {});
let endpoint: RunningAwsEndpoint;
let sqs: SQSClient;
let sns: SNSClient;
let eventBridge: EventBridgeClient;
let QueueUrl: string;

beforeAll(async () => {
  // All calls count as calls of one function, and are executed as the administrator's.
  endpoint = await startAwsEndpoint(undefined, (call, execute) =>
    faults.call({ ...call, caller: { kind: 'function', functionName: CALLER, roleArn: '' } }, (changed) =>
      execute({ ...changed, caller: call.caller }),
    ),
  );
  const config = {
    endpoint: endpoint.address,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  };
  sqs = new SQSClient(config);
  sns = new SNSClient(config);
  eventBridge = new EventBridgeClient(config);
});
beforeEach(async () => {
  await faults.clear();
  const created = await sqs.send(
    new CreateQueueCommand({ QueueName: `queue-${Math.random()}`.replace('.', '') }),
  );
  QueueUrl = created.QueueUrl!;
});
afterAll(async () => {
  for (const client of [sqs, sns, eventBridge]) client.destroy();
  await endpoint.stop();
});

const inject = (operation: string, effect: AwsCallFault['effect'], more: Partial<AwsCallFault> = {}): void =>
  faults.inject({ at: 'aws-call', operation, effect, seconds: 0, ...more });
const send = () => sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'hello' }));
const sent = async (): Promise<number> => {
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
  return Number(Attributes!['ApproximateNumberOfMessages']);
};

describe('a call', () => {
  it.each([
    ['fail', 'InternalFailure', 0],
    ['throttle', 'ThrottlingException', 0],
    ['reset', 'Error', 0],
    ['hang', 'Error', 0],
    ['lose-answer', 'Error', 1],
    ['fail-some', 'InternalFailure', 0],
  ] as const)('%s: the client gets %s, and %s messages arrive', async (effect, error, arrived) => {
    inject('sqs:SendMessage', effect);
    await expect(send()).rejects.toMatchObject({ name: error });
    expect(await sent()).toBe(arrived);
    await send();
    expect(await sent()).toBe(arrived + 1);
  });

  it('fails as often as the fault says', async () => {
    inject('sqs:SendMessage', 'fail', { times: 2 });
    for (const _ of [1, 2]) await expect(send()).rejects.toThrow();
    await send();
    expect(await sent()).toBe(1);
  });

  it.each([
    ['execute-twice', 2],
    ['execute-late', 1],
    ['answer-late', 1],
  ] as const)('%s: the client gets an answer, and %s messages arrive', async (effect, arrived) => {
    inject('sqs:SendMessage', effect, { seconds: 0.2 });
    await send();
    expect(await sent()).toBe(arrived);
  });

  it('of another operation, another function or with another content is left alone', async () => {
    inject('sqs:DeleteMessage', 'fail');
    inject('sqs:SendMessage', 'fail', { caller: 'ProductService-CreateProduct-local' });
    inject('sqs:SendMessage', 'fail', { containing: 'good-bye' });
    await send();
    expect(await sent()).toBe(1);
  });
});

describe('every second entry of a batch', () => {
  const entries = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ Id: `m${index}`, MessageBody: `message ${index}` }));

  it.each([
    ['fail-some', 1],
    ['report-some-failed', 3],
  ] as const)('fails in SendMessageBatch: %s', async (effect, arrived) => {
    inject('sqs:SendMessageBatch', effect);
    const answer = await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries: entries(3) }));
    expect(answer.Successful?.map(({ Id }) => Id)).toEqual(['m1']);
    expect(answer.Failed?.map(({ Id, SenderFault }) => [Id, SenderFault])).toEqual([
      ['m0', false],
      ['m2', false],
    ]);
    expect(await sent()).toBe(arrived);
  });

  it.each([
    ['fail-some', 1],
    ['report-some-failed', 3],
  ] as const)('fails in PublishBatch: %s', async (effect, accepted) => {
    const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'topic' }));
    const before = endpoint.activities.filter(({ event }) => event === 'published').length;
    inject('sns:PublishBatch', effect);
    const answer = await sns.send(
      new PublishBatchCommand({
        TopicArn,
        PublishBatchRequestEntries: entries(3).map(({ Id, MessageBody }) => ({ Id, Message: MessageBody })),
      }),
    );
    expect(answer.Successful?.map(({ Id }) => Id)).toEqual(['m1']);
    expect(answer.Failed?.map(({ Id, SenderFault }) => [Id, SenderFault])).toEqual([
      ['m0', false],
      ['m2', false],
    ]);
    const after = endpoint.activities.filter(({ event }) => event === 'published').length;
    expect(after - before).toBe(accepted);
  });

  it.each([
    ['fail-some', 1],
    ['report-some-failed', 3],
  ] as const)('fails in PutEvents: %s', async (effect, accepted) => {
    endpoint.services.events.buses.createBus(`bus-${effect}`);
    inject('events:PutEvents', effect);
    const { Entries, FailedEntryCount } = await eventBridge.send(
      new PutEventsCommand({
        Entries: entries(3).map(({ Id }) => ({
          EventBusName: `bus-${effect}`,
          Source: 'test',
          DetailType: 'test',
          Detail: JSON.stringify({ id: Id }),
        })),
      }),
    );
    expect(FailedEntryCount).toBe(2);
    expect(Entries?.map(({ ErrorCode, EventId }) => [ErrorCode, typeof EventId])).toEqual([
      ['InternalFailure', 'undefined'],
      [undefined, 'string'],
      ['InternalFailure', 'undefined'],
    ]);
    const published = endpoint.activities.filter(
      (activity) => activity.event === 'published' && activity.channel === `bus-${effect}`,
    );
    expect(published).toHaveLength(accepted);
  });

  it('fails although it is the only one', async () => {
    inject('sqs:SendMessageBatch', 'fail-some');
    const { Failed, Successful = [] } = await sqs.send(
      new SendMessageBatchCommand({ QueueUrl, Entries: entries(1) }),
    );
    expect([Successful, Failed?.map(({ Id }) => Id)]).toEqual([[], ['m0']]);
    expect(await sent()).toBe(0);
  });
});
