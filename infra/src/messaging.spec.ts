import { nameOf, synthesize } from './testing/synthesize.js';

const template = synthesize('dev');
const propertiesOf = (type: string) =>
  Object.values(template.findResources(type)).map(({ Properties }) => Properties);

const functions = template.findResources('AWS::Lambda::Function');
const queues = Object.entries(template.findResources('AWS::SQS::Queue')).map(([id, { Properties }]) => ({
  name: nameOf({ Ref: id }),
  settings: Properties,
}));
const consumers = propertiesOf('AWS::Lambda::EventSourceMapping').map((mapping) => ({
  mapping,
  queue: nameOf(mapping.EventSourceArn),
  lambda: functions[mapping.FunctionName.Ref]?.Properties,
}));
const outbox = queues.filter(({ settings }) => settings.FifoQueue);
const deadLetters = queues.filter(({ name }) => name.endsWith('DeadLetters'));
const work = queues.filter((queue) => ![...outbox, ...deadLetters].includes(queue));

/** Topic or rule → queue → function, for everything that arrives at a queue. */
const route = (from: string, queue: unknown): string => {
  const lambda = consumers.find((consumer) => consumer.queue === nameOf(queue))?.lambda;
  return `${from} → ${lambda?.FunctionName}`;
};

it('finds the queues that the tests below are about', () => {
  expect([outbox, work, deadLetters].map(({ length }) => length)).toEqual([1, 5, 5]);
});

describe.each(queues)('$name', ({ name, settings }) => {
  it("is encrypted with SQS's key, so that SNS and EventBridge can deliver", () => {
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

describe.each(work)('$name', ({ name, settings }) => {
  it('has dead letters of its own, for what its consumer gives up and, later, for what kills the process', () => {
    const { lambda } = consumers.find(({ queue }) => queue === name) ?? {};
    const { QUEUE_URL, DEAD_LETTER_QUEUE_URL } = lambda?.Environment.Variables ?? {};
    expect([QUEUE_URL, DEAD_LETTER_QUEUE_URL].map(nameOf)).toEqual([name, `${name}DeadLetters`]);
    expect(nameOf(settings.RedrivePolicy.deadLetterTargetArn)).toBe(`${name}DeadLetters`);
    expect(settings.RedrivePolicy.maxReceiveCount).toBe(100);
  });

  it("hides a message for six times its consumer's timeout", () => {
    const { lambda } = consumers.find(({ queue }) => queue === name) ?? {};
    expect(settings.VisibilityTimeout).toBeGreaterThanOrEqual(6 * lambda?.Timeout);
  });
});

it.each(work)('$name keeps messages for 4 days', ({ settings }) => {
  expect(settings.MessageRetentionPeriod).toBe(4 * 24 * 60 * 60);
});

it.each(deadLetters)('$name keeps messages for 14 days', ({ settings }) => {
  expect(settings.MessageRetentionPeriod).toBe(14 * 24 * 60 * 60);
});

it.each(consumers)('$queue is read at once, and only what failed comes again', ({ mapping }) => {
  expect(mapping.BatchSize).toBe(10);
  expect(mapping.FunctionResponseTypes).toEqual(['ReportBatchItemFailures']);
  expect(mapping.MaximumBatchingWindowInSeconds).toBeUndefined();
});

it.each(consumers)('$queue leaves concurrency to the API', ({ mapping, queue }) => {
  // Those of the outbox have never more than one batch.
  const isWork = work.some(({ name }) => name === queue);
  expect(mapping.ScalingConfig).toEqual(isWork ? { MaximumConcurrency: 10 } : undefined);
});

it('brings each private event to its consumer, in the wrapper of SNS', () => {
  const subscriptions = propertiesOf('AWS::SNS::Subscription');
  expect(subscriptions.map(({ TopicArn, Endpoint }) => route(nameOf(TopicArn), Endpoint)).sort()).toEqual([
    'ProductAclPricingChanged → ProductService-HandlePricingChanged-dev',
    'ProductAclStockUpdated → ProductService-HandleStockUpdated-dev',
    'ProductApiProductCreated → ProductService-PublishPublicEvents-dev',
    'ProductApiProductDeleted → ProductService-PublishPublicEvents-dev',
    'ProductApiProductUpdated → ProductService-PublishPublicEvents-dev',
  ]);
  for (const { Protocol, RawMessageDelivery, Endpoint, RedrivePolicy } of subscriptions) {
    expect({ Protocol, RawMessageDelivery }).toEqual({ Protocol: 'sqs', RawMessageDelivery: undefined });
    expect(nameOf(RedrivePolicy.deadLetterTargetArn)).toBe(`${nameOf(Endpoint)}DeadLetters`);
  }
});

it('brings each incoming event from our own bus to its translator', () => {
  const rules = propertiesOf('AWS::Events::Rule').filter(
    ({ EventBusName }) => nameOf(EventBusName) === 'EventBusesOwn',
  );
  const routes = rules.map(({ EventPattern, Targets }) =>
    route(`${EventPattern.source} ${EventPattern['detail-type']}`, Targets[0].Arn),
  );
  expect(routes.sort()).toEqual([
    'dev.inventory inventory.stockUpdated.v1 → ProductService-TranslateStockUpdated-dev',
    'dev.pricing pricing.pricingCalculated.v1 → ProductService-TranslatePricingCalculated-dev',
  ]);
  for (const { Targets } of rules) {
    expect(nameOf(Targets[0].DeadLetterConfig.Arn)).toBe(`${nameOf(Targets[0].Arn)}DeadLetters`);
  }
});

it('forwards each incoming event from the shared bus to our own', () => {
  const rules = propertiesOf('AWS::Events::Rule').filter(
    ({ EventBusName }) => EventBusName.Ref === 'SharedEventBusName',
  );
  expect(rules.map(({ EventPattern }) => EventPattern['detail-type'][0]).sort()).toEqual([
    'inventory.stockUpdated.v1',
    'pricing.pricingCalculated.v1',
  ]);
  for (const { Targets } of rules) expect(nameOf(Targets[0].Arn)).toBe('EventBusesOwn');
});

describe('the outbox queue', () => {
  it('runs one relay at a time, and replaces a killed one soon', () => {
    const relay = consumers.find(({ queue }) => queue === outbox[0]?.name)?.lambda;
    expect(relay?.FunctionName).toBe('ProductService-OutboxProcessor-dev');
    expect(outbox[0]?.settings).toEqual({
      FifoQueue: true,
      ContentBasedDeduplication: true,
      MessageRetentionPeriod: 300,
      SqsManagedSseEnabled: true,
      VisibilityTimeout: relay?.Timeout + 5,
    });
  });

  it('may run for as long as there is a backlog', () => {
    // Lambda ends a chain of runs that cause each other after 16 unless it is told that this is meant.
    const relay = consumers.find(({ queue }) => queue === outbox[0]?.name)?.lambda;
    expect(relay?.RecursiveLoop).toBe('Allow');
    expect(Object.values(functions).filter(({ Properties }) => Properties.RecursiveLoop)).toHaveLength(1);
  });

  it('gets a message every minute that differs from the last one', () => {
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

it('the outbox is checked every five minutes, each time once', () => {
  const [[id, check] = ['', {}]] = Object.entries(functions).filter(
    ([, { Properties }]) => Properties.FunctionName === 'ProductService-CheckOutbox-dev',
  );
  expect(check).toBeDefined();
  const [schedule] = propertiesOf('AWS::Scheduler::Schedule').filter(
    ({ Target }) => nameOf(Target.Arn) === nameOf({ Ref: id }),
  );
  expect(schedule?.ScheduleExpression).toBe('rate(5 minutes)');
  expect(schedule?.Target.RetryPolicy.MaximumRetryAttempts).toBe(0);
  // Lambda would run what fails twice more, and each of these runs would be an error for the alarm.
  const once = propertiesOf('AWS::Lambda::EventInvokeConfig').filter(
    ({ FunctionName }) => FunctionName.Ref === id,
  );
  expect(once).toEqual([expect.objectContaining({ MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 })]);
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
