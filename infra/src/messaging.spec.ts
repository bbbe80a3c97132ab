import { functionsOf, resourcesOf } from './testing/stack-view.js';
import { nameOf, synthesize } from './testing/synthesize.js';

const template = synthesize('dev');
const propertiesOf = (type: string) => resourcesOf(template, type).map(({ properties }) => properties);

const functions = functionsOf(template);
const queues = resourcesOf(template, 'AWS::SQS::Queue').map(({ name, properties }) => ({
  name,
  settings: properties,
}));
const readerOf = (queue: string | undefined) => functions.find((lambda) => lambda.queue === queue);
const consumers = propertiesOf('AWS::Lambda::EventSourceMapping').map((mapping) => ({
  mapping,
  queue: nameOf(mapping['EventSourceArn']),
}));

const deadLettersOf = ({ settings }: (typeof queues)[number]): string | undefined =>
  settings['RedrivePolicy'] && nameOf(settings['RedrivePolicy'].deadLetterTargetArn);
/** The queue that triggers the relay. It has no dead-letter queue, see outbox.ts. */
const outbox = queues.filter(({ settings }) => settings['FifoQueue']);
const deadLetters = queues.filter(({ name }) => queues.some((queue) => deadLettersOf(queue) === name));
const work = queues.filter((queue) => ![...outbox, ...deadLetters].includes(queue));

it('finds the queues that the tests below check', () => {
  expect(outbox).toHaveLength(1);
  expect(work).not.toEqual([]);
});

it.each([...outbox, ...work])('$name is read by one function', ({ name }) => {
  expect(consumers.filter(({ queue }) => queue === name)).toHaveLength(1);
});

describe.each(queues)('$name', ({ name, settings }) => {
  it("is encrypted with SQS's own key, so that SNS and EventBridge can deliver", () => {
    expect(settings.SqsManagedSseEnabled).toBe(true);
    expect(settings.KmsMasterKeyId).toBeUndefined();
  });

  it('accepts TLS only', () => {
    const policies = propertiesOf('AWS::SQS::QueuePolicy').filter(({ Queues }) => nameOf(Queues[0]) === name);
    expect(policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement)).toContainEqual(
      expect.objectContaining({
        Effect: 'Deny',
        Action: 'sqs:*',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    );
  });
});

describe.each(work)('$name', (queue) => {
  const { name, settings } = queue;

  it('has its own dead-letter queue', () => {
    expect(deadLettersOf(queue)).toBe(`${name}DeadLetters`);
    expect(settings['RedrivePolicy'].maxReceiveCount).toBe(100);
  });

  it("has a visibility timeout of at least six times its consumer's timeout", () => {
    expect(settings['VisibilityTimeout']).toBeGreaterThanOrEqual(6 * readerOf(name)?.properties['Timeout']);
  });
});

it.each(work)('$name keeps messages for 4 days', ({ settings }) => {
  expect(settings.MessageRetentionPeriod).toBe(4 * 24 * 60 * 60);
});

it.each(deadLetters)('$name keeps messages for 14 days', ({ settings }) => {
  expect(settings.MessageRetentionPeriod).toBe(14 * 24 * 60 * 60);
});

it.each(consumers)(
  '$queue is read without a batching window, and only failed messages are redelivered',
  ({ mapping }) => {
    expect(mapping.BatchSize).toBe(10);
    expect(mapping.FunctionResponseTypes).toEqual(['ReportBatchItemFailures']);
    expect(mapping.MaximumBatchingWindowInSeconds).toBeUndefined();
  },
);

it.each(consumers)('$queue has limited concurrency, so that the API keeps the rest', ({ mapping, queue }) => {
  // The outbox queue has one message group, so never more than one batch at a time.
  const isWork = work.some(({ name }) => name === queue);
  expect(mapping.ScalingConfig).toEqual(isWork ? { MaximumConcurrency: 10 } : undefined);
});

describe('the outbox queue', () => {
  const relay = readerOf(outbox[0]?.name);

  it('runs one relay at a time, and replaces a killed one within seconds', () => {
    expect(relay?.id).toBe('OutboxProcessor');
    expect(relay?.properties['Timeout']).toBe(30);
    expect(outbox[0]?.settings).toEqual({
      FifoQueue: true,
      ContentBasedDeduplication: true,
      MessageRetentionPeriod: 300,
      SqsManagedSseEnabled: true,
      VisibilityTimeout: 35,
    });
  });

  it('lets the relay trigger itself as long as there is a backlog', () => {
    // Otherwise Lambda stops a loop after 16 runs. No other function may loop.
    const allowed = functions.filter(({ properties }) => properties['RecursiveLoop'] === 'Allow');
    expect(allowed.map(({ id }) => id)).toEqual(['OutboxProcessor']);
  });

  it('receives a message every minute, which differs from the previous one', () => {
    const [schedule] = propertiesOf('AWS::Scheduler::Schedule').filter(
      ({ Target }) => nameOf(Target.Arn) === outbox[0]?.name,
    );
    expect(schedule?.ScheduleExpression).toBe('rate(1 minute)');
    expect(schedule?.Target).toMatchObject({
      Input: '{"scheduledTime":"<aws.scheduler.scheduled-time>"}',
      SqsParameters: { MessageGroupId: 'outbox' },
      RetryPolicy: { MaximumRetryAttempts: 0 },
    });
  });
});

const topics = Object.keys(template.findResources('AWS::SNS::Topic'));

it.each(topics)('topic %s accepts TLS only', (topic) => {
  const policies = propertiesOf('AWS::SNS::TopicPolicy').filter(({ Topics }) => Topics[0].Ref === topic);
  expect(policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement)).toContainEqual(
    expect.objectContaining({
      Effect: 'Deny',
      Action: 'sns:Publish',
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    }),
  );
});

it.each(topics.filter((topic) => !topic.startsWith('Alarms')))(
  'topic %s is encrypted with the key of SNS',
  (topic) => {
    const [key] = propertiesOf('AWS::SNS::Topic').filter((_, index) => topics[index] === topic);
    expect(key?.KmsMasterKeyId['Fn::Join'][1].at(-1)).toBe(':alias/aws/sns');
  },
);
