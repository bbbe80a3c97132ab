import {
  DeleteRuleCommand,
  DescribeEventBusCommand,
  DescribeRuleCommand,
  DisableRuleCommand,
  EnableRuleCommand,
  EventBridgeClient,
  ListEventBusesCommand,
  ListRuleNamesByTargetCommand,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
  type Target,
  TestEventPatternCommand,
} from '@aws-sdk/client-eventbridge';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { messagingStack } from '../../testing/messaging-stack.js';
import { rawCall } from '../../testing/raw-call.js';
import { type RunningLocal, startLocal } from '../../testing/start-local.js';
import { synthesize } from '../../testing/synthesize.js';

jest.setTimeout(60_000);

let local: RunningLocal;
let events: EventBridgeClient;
let sqs: SQSClient;

beforeAll(async () => {
  local = await startLocal({ assembly: synthesize(messagingStack) });
  const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
  events = new EventBridgeClient({ endpoint: local.aws, region: local.region, credentials, maxAttempts: 1 });
  sqs = new SQSClient({ endpoint: local.aws, region: local.region, credentials });
});
afterAll(() => local?.stop());

const arn = (service: string, resource: string): string =>
  `arn:aws:${service}:${local.region}:000000000000:${resource}`;
const call = (operation: string, body: string) => rawCall(local.aws, `AWSEvents.${operation}`, body);
const errorOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'accepted',
    (error: Error) => error.name,
  );

const ENTRY = { Source: 'test', DetailType: 'test', EventBusName: 'bus' };

describe('rules', () => {
  const EventPattern = '{"source":["test"]}';
  const rule = (Name: string, more = {}) =>
    events.send(new PutRuleCommand({ Name, EventBusName: 'bus', EventPattern, ...more }));
  const targets = (Rule: string, ...Targets: Target[]) =>
    events.send(new PutTargetsCommand({ Rule, EventBusName: 'bus', Targets }));
  const queue = (name: string): string => arn('sqs', name);

  it('can be described, disabled, enabled and deleted', async () => {
    const own = { Name: 'one', EventBusName: 'bus' };
    const { RuleArn } = await rule('one', { Description: 'mine' });
    expect(RuleArn).toBe(arn('events', 'rule/bus/one'));
    expect(await events.send(new DescribeRuleCommand(own))).toMatchObject({
      ...own,
      Arn: RuleArn,
      EventPattern,
      State: 'ENABLED',
      Description: 'mine',
      CreatedBy: '000000000000',
    });
    const target = {
      Id: '1',
      Arn: queue('a'),
      InputPath: '$.detail',
      RetryPolicy: { MaximumRetryAttempts: 3, MaximumEventAgeInSeconds: 60 },
      DeadLetterConfig: { Arn: queue('d') },
    };
    const fifo = { Id: '2', Arn: queue('f.fifo'), Input: 'x', SqsParameters: { MessageGroupId: 'g' } };
    await targets('one', target, fifo);
    const ofRule = { Rule: 'one', EventBusName: 'bus' };
    const listed = await events.send(new ListTargetsByRuleCommand(ofRule));
    expect(listed.Targets).toEqual([target, fifo]);

    await events.send(new DisableRuleCommand(own));
    expect(await events.send(new DescribeRuleCommand(own))).toMatchObject({ State: 'DISABLED' });
    await events.send(new EnableRuleCommand(own));
    expect(await events.send(new DescribeRuleCommand(own))).toMatchObject({ State: 'ENABLED' });
    expect((await events.send(new ListTargetsByRuleCommand(ofRule))).Targets).toHaveLength(2);

    expect(await errorOf(events.send(new DeleteRuleCommand(own)))).toBe('ValidationException');
    await events.send(new RemoveTargetsCommand({ ...ofRule, Ids: ['1', '2'] }));
    await events.send(new DeleteRuleCommand(own));
    expect(await errorOf(events.send(new DescribeRuleCommand(own)))).toBe('ResourceNotFoundException');
  });

  it('are listed in pages', async () => {
    for (const name of ['page-c', 'page-a', 'page-b']) {
      await rule(name);
      await targets(name, { Id: '1', Arn: queue('paged') });
    }
    const list = { EventBusName: 'bus', NamePrefix: 'page-', Limit: 2 };
    const first = await events.send(new ListRulesCommand(list));
    const second = await events.send(new ListRulesCommand({ ...list, NextToken: first.NextToken }));
    const names = [first, second].map(({ Rules }) => Rules?.map(({ Name }) => Name));
    expect([names, second.NextToken]).toEqual([[['page-a', 'page-b'], ['page-c']], undefined]);
    const byTarget = { EventBusName: 'bus', TargetArn: queue('paged') };
    const { RuleNames } = await events.send(new ListRuleNamesByTargetCommand(byTarget));
    expect(RuleNames).toEqual(['page-a', 'page-b', 'page-c']);
    const wrong = events.send(new ListRulesCommand({ ...list, NextToken: '%' }));
    expect(await errorOf(wrong)).toBe('ValidationException');
  });

  it.each<[string, object]>([
    ['InputTransformer', { InputTransformer: { InputTemplate: '1' } }],
    ['EcsParameters', { EcsParameters: { TaskDefinitionArn: 'a' } }],
    ['Arn', { Arn: 'arn:aws:lambda:us-east-1:000000000000:function:f' }],
    ['Arn', { Arn: 'nothing' }],
    ['MessageGroupId', { Arn: 'arn:aws:sqs:us-east-1:000000000000:a.fifo' }],
    ['InputPath', { InputPath: '$.a[0]' }],
    ['Input and InputPath', { Input: '1', InputPath: '$.a' }],
    ['MaximumRetryAttempts', { RetryPolicy: { MaximumRetryAttempts: 186 } }],
    ['MaximumEventAgeInSeconds', { RetryPolicy: { MaximumEventAgeInSeconds: 59 } }],
    ['dead letters', { DeadLetterConfig: { Arn: 'arn:aws:sqs:us-east-1:000000000000:a.fifo' } }],
  ])('refuse all targets of a request, with the reason, if one is invalid (%s)', async (reason, wrong) => {
    await rule('refusing');
    const [good, bad] = [
      { Id: '1', Arn: queue('a') },
      { Id: '2', Arn: queue('a'), ...wrong },
    ];
    const body = JSON.stringify({ Rule: 'refusing', EventBusName: 'bus', Targets: [good, bad] });
    const { status, answer } = await call('PutTargets', body);
    expect([status, answer['__type']]).toEqual([400, 'ValidationException']);
    expect(answer['message']).toContain(reason);
    const ofRule = { Rule: 'refusing', EventBusName: 'bus' };
    expect((await events.send(new ListTargetsByRuleCommand(ofRule))).Targets).toEqual([]);
  });

  it('have at most five targets', async () => {
    await rule('many');
    const six = ['1', '2', '3', '4', '5', '6'].map((Id) => ({ Id, Arn: queue('a') }));
    expect(await errorOf(targets('many', ...six))).toBe('LimitExceededException');
  });

  it.each([
    ['consecutive wildcards', '{"source":[{"wildcard":"a**"}]}'],
    ['an empty anything-but', '{"source":[{"anything-but":[]}]}'],
    ['invalid JSON', '{'],
    ['more than 4,096 characters', `{"a":["${'x'.repeat(4096)}"]}`],
    ['50,000 levels', `${'{"a":'.repeat(50_000)}[1]${'}'.repeat(50_000)}`],
  ])('refuse a pattern with %s', async (_name, pattern) => {
    expect(await errorOf(rule('pattern', { EventPattern: pattern }))).toBe('InvalidEventPatternException');
  });

  it.each(['__proto__', 'constructor', 'toString'])('are not found by the name %s', async (Name) => {
    const missing = 'ResourceNotFoundException';
    expect(await errorOf(events.send(new DescribeRuleCommand({ Name })))).toBe(missing);
    expect(await errorOf(events.send(new DescribeEventBusCommand({ Name })))).toBe(missing);
    expect(await errorOf(rule('any', { EventBusName: Name }))).toBe(missing);
  });

  it('with costly patterns do not block other rules', async () => {
    await sqs.send(new CreateQueueCommand({ QueueName: 'costly' }));
    const costly = { data: { text: [{ wildcard: `${'*a'.repeat(1500)}*b` }] } };
    await rule('costly', { EventPattern: JSON.stringify({ detail: costly }) });
    await rule('deep', { EventPattern: '{"detail":{"x":[1]}}' });
    await targets('deep', { Id: '1', Arn: queue('costly') });
    const nested = `${'['.repeat(900)}1${']'.repeat(900)}`;
    const Detail = `{"x":${nested},"data":{"text":"${'a'.repeat(3000)}"}}`;
    await events.send(new PutEventsCommand({ Entries: [{ ...ENTRY, Detail }] }));
    const QueueUrl = `${local.aws}/000000000000/costly`;
    const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 10 }));
    expect(Messages?.[0]?.Body).toContain(`"detail":${Detail}`);
  });
});

it('lists and describes buses', async () => {
  const { EventBuses } = await events.send(new ListEventBusesCommand({}));
  expect(EventBuses?.map(({ Name }) => Name)).toEqual(['bus', 'default', 'shared-bus']);
  const some = await events.send(new ListEventBusesCommand({ NamePrefix: 'sh', Limit: 1 }));
  const Arn = arn('events', 'event-bus/shared-bus');
  expect(some).toMatchObject({ EventBuses: [{ Name: 'shared-bus', Arn }] });
  expect(await events.send(new DescribeEventBusCommand({ Name: Arn }))).toMatchObject({ Arn });
});

describe('TestEventPattern', () => {
  const Event = JSON.stringify({
    ...{ id: '1', account: '1', source: 'a', time: 't', region: 'r', resources: [], 'detail-type': 'd' },
    detail: { x: 1 },
  });
  const test = (EventPattern: string, event = Event) =>
    events.send(new TestEventPatternCommand({ EventPattern, Event: event }));

  it('returns whether an event matches', async () => {
    expect(await test('{"detail":{"x":[1]}}')).toMatchObject({ Result: true });
    expect(await test('{"detail":{"x":[2]}}')).toMatchObject({ Result: false });
    const deep = Event.replace('"x":1', `"x":${'['.repeat(50_000)}1${']'.repeat(50_000)}`);
    expect(await test('{"detail":{"x":[1]}}', deep)).toMatchObject({ Result: true });
  });

  it('refuses an invalid pattern and an invalid event', async () => {
    expect(await errorOf(test('{}'))).toBe('InvalidEventPatternException');
    expect(await errorOf(test('{"a":[1]}', '{"source":"a"}'))).toBe('ValidationException');
    expect(await errorOf(test('{"a":[1]}', '{'))).toBe('ValidationException');
  });
});
