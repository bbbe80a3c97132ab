import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { CreateTopicCommand, PublishBatchCommand, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { lazyObserver, type Passage } from '../core/observation.js';
import { happenToCall } from '../faults/aws-call-faults.js';
import type { AwsCallFault } from '../faults/fault.js';
import { type RunningAwsEndpoint, startAwsEndpoint } from '../testing/start-aws-endpoint.js';
import type { Intercept } from './aws-endpoint.js';

let running: RunningAwsEndpoint;
let sns: SNSClient;
let sqs: SQSClient;
let events: EventBridgeClient;
let effect: AwsCallFault['effect'] | undefined;
let passages: Passage[] = [];

const intercept: Intercept = (call, execute) =>
  effect && !call.operation.startsWith('Create')
    ? happenToCall({ effect, seconds: 0 } as AwsCallFault, call, execute, () => {})
    : execute(call);

beforeAll(async () => {
  const observer = lazyObserver({ passed: (it) => void passages.push(it), exchanged: () => {} }, () => {});
  running = await startAwsEndpoint(undefined, intercept, observer);
  const options = {
    endpoint: running.address,
    region: 'us-east-1',
    credentials: running.services.sts.accessKeys.issue('f', 'arn:aws:iam::000000000000:role/r'),
    maxAttempts: 1,
  };
  sns = new SNSClient(options);
  sqs = new SQSClient(options);
  events = new EventBridgeClient(options);
  const administrator = { ...options, credentials: { accessKeyId: 'x', secretAccessKey: 'x' } };
  await new SNSClient(administrator).send(new CreateTopicCommand({ Name: 't' }));
  await new SQSClient(administrator).send(new CreateQueueCommand({ QueueName: 'q' }));
  running.services.iam.policies.attachToRole('r', [
    { Effect: 'Allow', Action: ['*'], Resource: ['*'], Condition: {} },
  ]);
});
afterAll(() => running.stop());
beforeEach(() => {
  effect = undefined;
  passages = [];
});

const arn = (service: string, resource: string): string =>
  `arn:aws:${service}:us-east-1:000000000000:${resource}`;
const from = arn('lambda', 'function:f');
const [topic, queue] = [arn('sns', 't'), arn('sqs', 'q')];
const QueueUrl = 'http://localhost/000000000000/q';

const sends: readonly (readonly [string, string, () => Promise<unknown>, readonly string[]])[] = [
  ['Publish', topic, () => sns.send(new PublishCommand({ TopicArn: topic, Message: 'a&b' })), ['a&b']],
  [
    'PublishBatch',
    topic,
    () =>
      sns.send(
        new PublishBatchCommand({
          TopicArn: topic,
          PublishBatchRequestEntries: ['1', '2'].map((Id) => ({ Id, Message: `m${Id}` })),
        }),
      ),
    ['m1', 'm2'],
  ],
  ['SendMessage', queue, () => sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'm' })), ['m']],
  [
    'SendMessageBatch',
    queue,
    () =>
      sqs.send(
        new SendMessageBatchCommand({
          QueueUrl,
          Entries: ['1', '2'].map((Id) => ({ Id, MessageBody: `m${Id}` })),
        }),
      ),
    ['m1', 'm2'],
  ],
  [
    'PutEvents',
    arn('events', 'event-bus/default'),
    () =>
      events.send(
        new PutEventsCommand({
          Entries: ['{"n":1}', '{"n":2}'].map((Detail) => ({ Source: 's', DetailType: 't', Detail })),
        }),
      ),
    ['{"n":1}', '{"n":2}'],
  ],
];

describe.each(sends)('%s', (_operation, to, send, bodies) => {
  it('reports the messages that were accepted', async () => {
    await send();
    expect(passages).toEqual([{ from, to, bodies, failed: 0 }]);
  });

  it('reports the failure of every message if the call fails', async () => {
    effect = 'fail';
    await expect(send()).rejects.toThrow();
    expect(passages).toEqual([{ from, to, bodies: [], failed: bodies.length }]);
  });

  it('reports both for a call that was executed and whose answer was lost', async () => {
    effect = 'lose-answer';
    await expect(send()).rejects.toThrow();
    expect(passages).toEqual([
      { from, to, bodies, failed: 0 },
      { from, to, bodies: [], failed: bodies.length },
    ]);
  });
});

it.each(sends.filter(([, , , bodies]) => bodies.length > 1))(
  'tells accepted entries of %s from those that failed',
  async (_operation, to, send, bodies) => {
    effect = 'fail-some';
    await send();
    expect(passages).toEqual([
      { from, to, bodies: [bodies[1]], failed: 0 },
      { from, to, bodies: [], failed: 1 },
    ]);
  },
);
