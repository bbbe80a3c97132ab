import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MAX_UNEXPECTED_RECEIVES, pauseSeconds } from '@product-service/sqs/failure-policy';
import { RUNBOOK } from './runbook.js';
import { nameOf, synthesize } from './testing/synthesize.js';

const template = synthesize('dev');
const alarms = Object.values(template.findResources('AWS::CloudWatch::Alarm')).map(({ Properties }) => ({
  name: Properties.AlarmName.replace('ProductService-dev-', '') as string,
  properties: Properties,
}));
const namesOf = (type: string) => Object.keys(template.findResources(type)).map((Ref) => nameOf({ Ref }));
const watched = (metric: string): string[] =>
  alarms
    .filter(({ properties }) => properties.MetricName === metric)
    .map(({ properties }) => nameOf(properties.Dimensions[0].Value))
    .sort();

const queues = namesOf('AWS::SQS::Queue');
const deadLetters = queues.filter((name) => name.endsWith('DeadLetters'));
const work = deadLetters.map((name) => name.replace('DeadLetters', ''));
const functions = namesOf('AWS::Lambda::Function');

it('watch every dead-letter queue, and what waits in every queue before one', () => {
  expect(deadLetters).toHaveLength(5);
  expect(watched('ApproximateNumberOfMessagesVisible')).toEqual([...deadLetters, ...work].sort());
  expect(watched('ApproximateAgeOfOldestMessage')).toEqual(work.toSorted());
});

it('watch the errors and throttles of every function', () => {
  // It runs during deployments only, and they fail if it does.
  const running = functions.filter((name) => name !== 'ProductApiDatabaseMigrateDatabase').sort();
  expect(watched('Errors')).toEqual(running);
  expect(watched('Throttles')).toEqual(running);
});

it.each(alarms)("$name says what to do, and tells the stack's topic", ({ properties }) => {
  const [, text, entry] = /^(.*) docs\/runbook\.md#([\w-]+)$/.exec(properties.AlarmDescription) ?? [];
  expect(RUNBOOK[entry as keyof typeof RUNBOOK]).toBe(text);
  expect(properties.AlarmActions.map(nameOf)).toEqual(['Alarms']);
  expect(properties.OKActions.map(nameOf)).toEqual(['Alarms']);
});

it.each(Object.keys(RUNBOOK))('the runbook has a section on %s, and an alarm leads there', (entry) => {
  const runbook = readFileSync(join(__dirname, '../../docs/runbook.md'), 'utf8');
  expect(runbook.split('\n')).toContain(`## ${entry}`);
  const led = alarms.filter(({ properties }) => properties.AlarmDescription.endsWith(`#${entry}`));
  expect(led).not.toEqual([]);
});

const alarm = (name: string) => alarms.find((it) => it.name === name)?.properties;

it('one dead letter is enough', () => {
  expect(alarm('PricingChangedQueueDeadLetters-NotEmpty')).toMatchObject({
    Threshold: 1,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    Statistic: 'Maximum',
    Period: 60,
    EvaluationPeriods: 1,
    TreatMissingData: 'notBreaching',
  });
});

it('a message that fails unexpectedly is given up before it is too old', () => {
  let seconds = 0;
  for (let receive = 1; receive < MAX_UNEXPECTED_RECEIVES; receive += 1)
    seconds += pauseSeconds(receive, () => 1);
  const [consumer] = Object.values(template.findResources('AWS::Lambda::Function')).map(
    ({ Properties }) => Properties,
  );
  // Each try may take all of the function's time.
  expect(alarm('PricingChangedQueue-Old')?.Threshold).toBeGreaterThan(
    seconds + MAX_UNEXPECTED_RECEIVES * consumer?.Timeout,
  );
});

it('the outbox is stuck if its check fails twice in a row, or does not run', () => {
  expect(alarm('CheckOutbox-Errors')).toMatchObject({
    AlarmDescription: expect.stringContaining('#outbox-stuck'),
    Threshold: 1,
    Statistic: 'Sum',
    Period: 300,
    EvaluationPeriods: 2,
    DatapointsToAlarm: 2,
    TreatMissingData: 'breaching',
  });
});

it('watch for what reaches not even the dead letters, of every rule and topic', () => {
  const rules = Object.values(template.findResources('AWS::Events::Rule'));
  expect(rules).toHaveLength(4);
  for (const { Properties } of rules) expect(Properties.Targets[0].DeadLetterConfig).toBeDefined();
  const lost = alarms.filter(({ properties }) => properties.MetricName === 'InvocationsFailedToBeSentToDlq');
  // For a rule's `Ref` CloudFormation puts the bus before the name, and no metric is called so.
  const ruleName = (id: string) => ({
    'Fn::Select': [2, { 'Fn::Split': ['/', { 'Fn::GetAtt': [id, 'Arn'] }] }],
  });
  expect(lost.map(({ properties }) => properties.Dimensions)).toEqual(
    Object.entries(template.findResources('AWS::Events::Rule')).map(([id, { Properties }]) => [
      { Name: 'EventBusName', Value: Properties.EventBusName },
      { Name: 'RuleName', Value: ruleName(id) },
    ]),
  );
  const topics = namesOf('AWS::SNS::Topic').filter((name) => name !== 'Alarms');
  expect(watched('NumberOfNotificationsFailedToRedriveToDlq')).toHaveLength(topics.length);
});

it('are as many as the costs say', () => {
  const costs = readFileSync(join(__dirname, '../../docs/deployment.md'), 'utf8');
  const [, count, dollars] = /\| (\d+) alarms at 0\.10 +\| ([\d.]+) \|/.exec(costs) ?? [];
  expect(Number(count)).toBe(alarms.length);
  expect(Number(dollars)).toBeCloseTo(alarms.length * 0.1);
});

it('answers of 5xx are counted for the API', () => {
  const api = alarm('Rest-ServerErrors');
  expect(api).toMatchObject({ MetricName: '5XXError', Threshold: 5, Period: 300, Statistic: 'Sum' });
});

it('CloudWatch may publish to their topic, of this account only', () => {
  const [policy] = Object.values(template.findResources('AWS::SNS::TopicPolicy')).filter(
    ({ Properties }) => nameOf(Properties.Topics[0]) === 'Alarms',
  );
  expect(policy?.['Properties'].PolicyDocument.Statement).toContainEqual(
    expect.objectContaining({
      Effect: 'Allow',
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Action: 'sns:Publish',
      Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
    }),
  );
  template.hasOutput('AlarmTopicArn', {});
});
