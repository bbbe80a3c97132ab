import {
  EventBridgeClient,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { PublishBatchCommand, SNSClient } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import { type RunningLocal, startLocal } from './testing/start-local.js';
import { synthesize } from './testing/synthesize.js';
import { messagingStack } from './testing/messaging-stack.js';

jest.setTimeout(30_000);

const SPEED = 20;
let local: RunningLocal;
let sqs: SQSClient;
let sns: SNSClient;
let events: EventBridgeClient;

beforeAll(async () => {
  local = await startLocal({ assembly: synthesize(messagingStack), speed: SPEED });
  const options = {
    endpoint: local.aws,
    region: local.region,
    credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
  };
  sqs = new SQSClient(options);
  sns = new SNSClient(options);
  events = new EventBridgeClient(options);
});

afterAll(() => local?.stop());

const queueUrl = (name: string): string => `${local.aws}/000000000000/${name}`;
const queueArn = (name: string): string => `arn:aws:sqs:${local.region}:000000000000:${name}`;

/** Receives and deletes messages of a queue until one matches. Returns its body. */
const messageIn = async (queue: string, matches: (body: string) => boolean): Promise<string> => {
  for (const end = Date.now() + 10_000; Date.now() < end;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: queueUrl(queue), WaitTimeSeconds: 1 }),
    );
    for (const { Body = '', ReceiptHandle } of Messages) {
      await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl(queue), ReceiptHandle }));
      if (matches(Body)) return Body;
    }
  }
  throw new Error(`No such message in ${queue}`);
};

interface Result {
  readonly consumer: string;
  readonly record: SQSRecord;
}
const resultOf = async (consumer: string): Promise<SQSRecord> => {
  const body = await messageIn('results', (text) => (JSON.parse(text) as Result).consumer === consumer);
  return (JSON.parse(body) as Result).record;
};

describe('messages', () => {
  it('go from SNS through SQS to a function, and only a failed one goes to the dead-letter queue', async () => {
    const TopicArn = `arn:aws:sns:${local.region}:000000000000:topic`;
    const [good, poison] = ['good', 'poison'].map((subject) =>
      JSON.stringify({ type: 'thing.done', id: subject, subject }),
    );
    await sns.send(
      new PublishBatchCommand({
        TopicArn,
        PublishBatchRequestEntries: [
          { Id: '1', Message: poison },
          { Id: '2', Message: good, MessageAttributes: { kind: { DataType: 'String', StringValue: 'x' } } },
        ],
      }),
    );
    const record = await resultOf('from-topic');
    expect(record).toEqual({
      messageId: expect.any(String),
      receiptHandle: expect.any(String),
      body: good,
      attributes: expect.objectContaining({
        ApproximateReceiveCount: '1',
        SentTimestamp: expect.any(String),
      }),
      messageAttributes: {
        kind: { stringValue: 'x', dataType: 'String', stringListValues: [], binaryListValues: [] },
      },
      md5OfBody: expect.stringMatching(/^[0-9a-f]{32}$/),
      md5OfMessageAttributes: expect.any(String),
      eventSource: 'aws:sqs',
      eventSourceARN: queueArn('topic-queue'),
      awsRegion: local.region,
    });
    await local.waitForLine((line) => line['event'] === 'published' && line['subject'] === 'good');
    await local.waitForLine((line) => line['event'] === 'dead-letter' && line['queue'] === 'dead-letters');
    expect(await messageIn('dead-letters', () => true)).toBe(poison);
    expect(
      local.lines.filter((line) => line['function'] === 'from-topic' && line['problem'] === '1 failed'),
    ).toHaveLength(2);
  });

  it('go through event buses to queues of the template and of other programs', async () => {
    await sqs.send(new CreateQueueCommand({ QueueName: 'subscriber' }));
    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: 'subscriber' }));
    expect(QueueUrl).toBe(queueUrl('subscriber'));
    await events.send(
      new PutRuleCommand({
        Name: 'mine',
        EventBusName: 'bus',
        EventPattern: '{"detail":{"data":{"price":[{"numeric":[">",1]}]}}}',
      }),
    );
    await events.send(
      new PutTargetsCommand({
        Rule: 'mine',
        EventBusName: 'bus',
        Targets: [{ Id: '1', Arn: queueArn('subscriber') }],
      }),
    );
    const Detail = '{"id":"e1","data":{"price":2.50}}';
    const put = (entry: object) =>
      events.send(new PutEventsCommand({ Entries: [{ EventBusName: 'shared-bus', ...entry }] }));
    await put({ Source: 'pricing', DetailType: 'price.changed', Detail });

    const { body } = await resultOf('from-bus');
    expect(body).toContain(`"detail":${Detail}`);
    expect(JSON.parse(body)).toEqual({
      version: '0',
      id: expect.any(String),
      'detail-type': 'price.changed',
      source: 'pricing',
      account: '000000000000',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      region: local.region,
      resources: [],
      detail: { id: 'e1', data: { price: 2.5 } },
    });
    expect(await messageIn('subscriber', () => true)).toBe(body);
  });

  it('are sent by a schedule, with a message group', async () => {
    const record = await resultOf('from-schedule');
    expect(record.body).toMatch(/^tick [0-9a-f-]{36}$/);
    expect(record.attributes.MessageGroupId).toBe('ticks');
    const next = await resultOf('from-schedule');
    const interval = Number(next.attributes.SentTimestamp) - Number(record.attributes.SentTimestamp);
    expect(Math.round(interval / (60_000 / SPEED))).toBe(1);
  });
});

describe('a schedule that invokes a function', () => {
  it('passes its input, or the default event', async () => {
    const received: unknown[] = [];
    await messageIn('scheduled-events', (body) => received.push(JSON.parse(body)) === 2);
    expect(received).toContainEqual({ at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) });
    expect(received).toContainEqual(expect.objectContaining({ source: 'aws.scheduler', detail: {} }));
  });

  it('retries a failed run as often as the configuration of the function allows', async () => {
    const runs = (name: string) =>
      local.lines.filter((line) => line['event'] === 'function' && line['function'] === name);
    await local.waitForLine(() => runs('one-retry').length === 2);
    expect(runs('no-retry')).toEqual([
      expect.objectContaining({ ok: false, problem: 'Error: deliberate failure' }),
    ]);
  });
});
