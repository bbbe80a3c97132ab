import { CreateQueueCommand, type Message, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import type { Account } from '../../core/account.js';
import type { Activity } from '../../core/activity.js';
import { NOBODY } from '../../core/observation.js';
import { type Queues, queuesAt } from '../sqs/index.js';
import { accountPolicies, type Policies } from '../iam/index.js';
import { type FaultyEmulator, startFaultyEmulator } from '../../testing/faulty-emulator.js';
import { timeAt } from '../../core/time.js';
import { eventDelivery } from './delivery.js';
import { type EventBuses, eventBuses } from './buses.js';
import type { Target } from './rule.js';

const account: Account = { id: '000000000000', region: 'us-east-1', stackName: 'Test', stackId: 'test' };
const arn = (queue: string): string => `arn:aws:sqs:us-east-1:000000000000:${queue}`;
const RULE_ARN = 'arn:aws:events:us-east-1:000000000000:rule/mine';

let emulator: FaultyEmulator;
let queues: Queues;
let policies: Policies;
let buses: EventBuses;
const logged: Activity[] = [];
const log = (activity: Activity): void => void logged.push(activity);
/** A second of the template takes a millisecond. */
const context = { account, time: timeAt(1000), log, observer: NOBODY };

beforeAll(async () => {
  emulator = await startFaultyEmulator(account.region);
});
afterAll(() => emulator.stop());

beforeEach(async () => {
  logged.length = 0;
  emulator.faultOf = () => undefined;
  queues = queuesAt(emulator.endpoint, emulator.endpoint, account);
  policies = accountPolicies(log);
  buses = eventBuses(context, policies, eventDelivery(queues, policies, context));
  buses.putRule({ name: 'mine', busName: 'default', pattern: '{"source":["test"]}', enabled: true });
});
afterEach(() => {
  buses.stop();
  queues.client.destroy();
});

let count = 0;
const makeQueue = async (Attributes = {}): Promise<string> => {
  count += 1;
  await queues.client.send(new CreateQueueCommand({ QueueName: `queue-${count}`, Attributes }));
  return `queue-${count}`;
};
const messagesOf = async (queue: string): Promise<Message[]> => {
  const QueueUrl = queues.urlOf(arn(queue));
  const all = { MessageAttributeNames: ['All'], MaxNumberOfMessages: 10 };
  const { Messages = [] } = await queues.client.send(new ReceiveMessageCommand({ QueueUrl, ...all }));
  return Messages;
};
const warnings = (): string[] =>
  logged.flatMap((activity) => (activity.event === 'warning' ? [activity.message] : []));

/** Publishes an event for this target. Resolves when it was delivered, or when there is no further retry. */
const publish = (target: Omit<Target, 'id'>, detail = '{"n":2.50}'): Promise<void> => {
  const rule = buses.findRule('default', 'mine');
  if (rule) buses.putTargets(rule, [{ id: '1', ...target }]);
  const time = new Date('2026-01-02T03:04:05Z');
  const { id, region } = account;
  const event = { id: 'e1', detailType: 'type', source: 'test', account: id, time, region, resources: [] };
  return buses.publish('default', { ...event, detail });
};
const EVENT =
  '{"version":"0","id":"e1","detail-type":"type","source":"test","account":"000000000000",' +
  '"time":"2026-01-02T03:04:05Z","region":"us-east-1","resources":[],"detail":{"n":2.50}}';

/** The body and the attributes of the only message in a dead-letter queue. */
const deadLetterIn = async (queue: string) => {
  const [message] = await messagesOf(queue);
  const attributes = Object.entries(message?.MessageAttributes ?? {}).map(
    ([name, { StringValue }]) => [name, StringValue] as const,
  );
  return { body: message?.Body, ...Object.fromEntries(attributes) };
};

describe('a delivery from a bus to a queue', () => {
  // After 429, the SDK's own pauses are long and random: some seconds together.
  it.each(['reset', 500, 503, 429] as const)(
    'is retried after %p until it succeeds',
    async (fault) => {
      const queue = await makeQueue();
      let faults = 7;
      emulator.faultOf = () => (faults-- > 0 ? fault : undefined);
      await publish({ arn: arn(queue) });
      expect((await messagesOf(queue)).map(({ Body }) => Body)).toEqual([EVENT]);
      expect(warnings()).toEqual([expect.stringContaining('tries again')]);
    },
    30_000,
  );

  it('ends in the dead-letter queue after the retries of its policy', async () => {
    const [queue, deadLetters] = [await makeQueue(), await makeQueue()];
    emulator.faultOf = (name) => (name === queue ? 503 : undefined);
    const retryPolicy = { maximumRetryAttempts: 2 };
    await publish({ arn: arn(queue), inputPath: '$.detail', retryPolicy, deadLetterArn: arn(deadLetters) });
    expect(await deadLetterIn(deadLetters)).toEqual({
      body: EVENT,
      RULE_ARN,
      TARGET_ARN: arn(queue),
      ERROR_CODE: 'ERROR_FROM_TARGET',
      ERROR_MESSAGE: expect.any(String),
      RETRY_ATTEMPTS: '2',
      EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts',
    });
  });

  it('ends in the dead-letter queue when the event is too old', async () => {
    const [queue, deadLetters] = [await makeQueue(), await makeQueue()];
    emulator.faultOf = (name) => (name === queue ? 'reset' : undefined);
    await publish({ arn: arn(queue), retryPolicy: { maximumEventAge: 60 }, deadLetterArn: arn(deadLetters) });
    expect(await deadLetterIn(deadLetters)).toMatchObject({
      ERROR_CODE: 'CONNECTION_FAILURE',
      EXHAUSTED_RETRY_CONDITION: 'MaximumEventAgeInSeconds',
    });
  });

  const WITHOUT_RETRY = { body: EVENT, RULE_ARN, ERROR_MESSAGE: expect.any(String), RETRY_ATTEMPTS: '0' };

  it('ends in the dead-letter queue at once if the queue does not exist', async () => {
    const deadLetters = await makeQueue();
    await publish({ arn: arn('nowhere'), deadLetterArn: arn(deadLetters) });
    const expected = { ...WITHOUT_RETRY, TARGET_ARN: arn('nowhere'), ERROR_CODE: 'NO_RESOURCE' };
    expect(await deadLetterIn(deadLetters)).toEqual(expected);
  });

  it('ends in the dead-letter queue at once if no policy allows it', async () => {
    const [queue, deadLetters] = [await makeQueue(), await makeQueue()];
    policies.protect(arn(queue));
    await publish({ arn: arn(queue), deadLetterArn: arn(deadLetters) });
    const expected = { ...WITHOUT_RETRY, TARGET_ARN: arn(queue), ERROR_CODE: 'NO_PERMISSIONS' };
    expect(await deadLetterIn(deadLetters)).toEqual(expected);
    expect(logged).toContainEqual(expect.objectContaining({ event: 'denied', resource: arn(queue) }));
  });

  it('ends in the dead-letter queue at once if the queue refuses the message', async () => {
    const [queue, deadLetters] = [await makeQueue({ MaximumMessageSize: '1024' }), await makeQueue()];
    await publish({ arn: arn(queue), deadLetterArn: arn(deadLetters) }, `{"n":"${'x'.repeat(2000)}"}`);
    expect(await deadLetterIn(deadLetters)).toMatchObject({
      TARGET_ARN: arn(queue),
      ERROR_CODE: 'INVALID_PARAMETER',
    });
  });

  it.each([
    ['there is no dead-letter queue', undefined],
    ['the dead-letter queue does not exist', 'nowhere-either'],
    ['no policy allows to send to the dead-letter queue', 'protected'],
  ])('logs that the event is lost if %s', async (_reason, deadLetters) => {
    policies.protect(arn('protected'));
    await publish({ arn: arn('nowhere'), ...(deadLetters && { deadLetterArn: arn(deadLetters) }) });
    expect(warnings()).toEqual([expect.stringMatching(/event e1 to .*:nowhere: .*It is lost: /)]);
  });

  it('does not delay a stop while it waits for a retry', async () => {
    const queue = await makeQueue();
    const slow = eventDelivery(queues, policies, { ...context, time: timeAt(1) });
    buses = eventBuses(context, policies, slow);
    buses.putRule({ name: 'mine', busName: 'default', pattern: '{"source":["test"]}', enabled: true });
    emulator.faultOf = () => 503;
    const delivered = publish({ arn: arn(queue) });
    while (warnings().length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    buses.stop();
    await delivered;
    expect(await messagesOf(queue)).toEqual([]);
  });
});

describe('a delivery from a bus to a bus', () => {
  const ROLE = 'arn:aws:iam::000000000000:role/forwarder';

  it('publishes the event to the rules of the other bus, and never twice to the same bus', async () => {
    const queue = await makeQueue();
    buses.createBus('other');
    const rule = buses.putRule({
      name: 'all',
      busName: 'other',
      pattern: '{"source":["test"]}',
      enabled: true,
    });
    buses.putTargets(rule, [
      { id: 'queue', arn: arn(queue) },
      { id: 'back', arn: buses.busArn('default') },
    ]);
    await publish({ arn: buses.busArn('other') });
    expect((await messagesOf(queue)).map(({ Body }) => Body)).toEqual([EVENT]);
  });

  it.each([
    ['does not exist', 'nowhere', undefined, 'NO_RESOURCE'],
    ['may not be used by the role', 'default', ROLE, 'NO_PERMISSIONS'],
  ])('ends in the dead-letter queue if the bus %s', async (_reason, bus, roleArn, ERROR_CODE) => {
    const deadLetters = await makeQueue();
    await publish({ arn: buses.busArn(bus), roleArn, deadLetterArn: arn(deadLetters) });
    expect(await deadLetterIn(deadLetters)).toMatchObject({ ERROR_CODE, RETRY_ATTEMPTS: '0' });
  });
});
