import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MAX_UNEXPECTED_RECEIVES, pauseSeconds } from '@product-service/sqs/failure-policy';
import { RUNBOOK } from './runbook.js';
import { functionsOf, migrationOf, resourcesOf } from './testing/stack-view.js';
import { nameOf, synthesize } from './testing/synthesize.js';

const template = synthesize('dev');
const alarms = Object.values(template.findResources('AWS::CloudWatch::Alarm')).map(({ Properties }) => ({
  name: Properties.AlarmName.replace('ProductService-dev-', '') as string,
  properties: Properties,
}));
const watched = (metric: string): string[] =>
  alarms
    .filter(({ properties }) => properties.MetricName === metric)
    .map(({ properties }) => nameOf(properties.Dimensions[0].Value))
    .sort();

const queues = resourcesOf(template, 'AWS::SQS::Queue').filter(
  ({ properties }) => properties['RedrivePolicy'],
);
const work = queues.map(({ name }) => name);
const deadLetters = queues.map(({ properties }) => nameOf(properties['RedrivePolicy'].deadLetterTargetArn));
// The migration runs during deployments only, and its failure fails the deployment. An operator sees the errors of Operate.
const running = functionsOf(template).filter(
  ({ name, id }) => name !== migrationOf(template) && id !== 'Operate',
);
const topics = resourcesOf(template, 'AWS::SNS::Topic').filter(({ name }) => name !== 'Alarms');
const rules = resourcesOf(template, 'AWS::Events::Rule');

it('watch every dead-letter queue, and number and age of the messages in every queue that has one', () => {
  expect(work).not.toEqual([]);
  expect(watched('ApproximateNumberOfMessagesVisible')).toEqual([...deadLetters, ...work].sort());
  expect(watched('ApproximateAgeOfOldestMessage')).toEqual(work.toSorted());
});

it('watch the errors and throttles of every function', () => {
  const names = running.map(({ name }) => name).sort();
  expect(watched('Errors')).toEqual(names);
  expect(watched('Throttles')).toEqual(names);
});

it.each(alarms)("$name says what to do, and notifies the stack's topic", ({ properties }) => {
  const [, text, entry] = /^(.*) docs\/runbook\.md#([\w-]+)$/.exec(properties.AlarmDescription) ?? [];
  expect(RUNBOOK[entry as keyof typeof RUNBOOK]).toBe(text);
  expect(properties.AlarmActions.map(nameOf)).toEqual(['Alarms']);
  expect(properties.OKActions.map(nameOf)).toEqual(['Alarms']);
});

it.each(Object.keys(RUNBOOK))('the runbook has a section %s, and an alarm refers to it', (entry) => {
  const runbook = readFileSync(join(__dirname, '../../docs/runbook.md'), 'utf8');
  expect(runbook.split('\n')).toContain(`## ${entry}`);
  const referring = alarms.filter(({ properties }) => properties.AlarmDescription.endsWith(`#${entry}`));
  expect(referring).not.toEqual([]);
});

const alarm = (name: string) => alarms.find((it) => it.name === name)?.properties;

it('alarm at the first dead letter', () => {
  expect(alarm('PricingChangedQueueDeadLetters-NotEmpty')).toMatchObject({
    Threshold: 1,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    Statistic: 'Maximum',
    Period: 60,
    EvaluationPeriods: 1,
    TreatMissingData: 'notBreaching',
  });
});

it('do not report a message as too old before its attempts are over', () => {
  let seconds = 0;
  for (let receive = 1; receive < MAX_UNEXPECTED_RECEIVES; receive += 1)
    seconds += pauseSeconds(receive, () => 1);
  for (const { queue = '', properties } of running.filter((lambda) => work.includes(lambda.queue ?? ''))) {
    const [old] = alarms.filter(
      (each) =>
        each.properties.MetricName === 'ApproximateAgeOfOldestMessage' &&
        nameOf(each.properties.Dimensions[0].Value) === queue,
    );
    // Each attempt may take all of the function's time.
    const attempts = MAX_UNEXPECTED_RECEIVES * properties['Timeout'];
    expect([queue, old?.properties.Threshold > seconds + attempts]).toEqual([queue, true]);
  }
});

it('report a stuck outbox if its check fails twice in a row, or does not run', () => {
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

it('watch every rule and topic for messages that did not even reach the dead-letter queue', () => {
  for (const { properties } of rules) expect(properties['Targets'][0].DeadLetterConfig).toBeDefined();
  const lost = alarms.filter(({ properties }) => properties.MetricName === 'InvocationsFailedToBeSentToDlq');
  // A rule's `Ref` is `bus|rule`, but the metric's dimension is the name alone.
  const ruleName = (id: string) => ({
    'Fn::Select': [2, { 'Fn::Split': ['/', { 'Fn::GetAtt': [id, 'Arn'] }] }],
  });
  expect(lost.map(({ properties }) => properties.Dimensions)).toEqual(
    rules.map(({ logicalId, properties }) => [
      { Name: 'EventBusName', Value: properties['EventBusName'] },
      { Name: 'RuleName', Value: ruleName(logicalId) },
    ]),
  );
  const names = topics.map(({ name }) => name).sort();
  expect(watched('NumberOfNotificationsFailedToRedriveToDlq')).toEqual(names);
});

it('are exactly those that docs/deployment.md counts for each part of the stack', () => {
  const costs = readFileSync(join(__dirname, '../../docs/deployment.md'), 'utf8');
  const row = costs.split('\n').find((line) => line.includes('alarms at 0.10')) ?? '';
  const each = [...row.matchAll(/(\d) of/g)].map(([, count]) => Number(count));
  const parts = [running, work, topics, rules, ['the API'], ['the database']];
  expect(each).toHaveLength(parts.length);
  const expected = parts.reduce((total, { length }, index) => total + (each[index] ?? 0) * length, 0);
  expect(`${alarms.length} alarms`).toBe(`${expected} alarms`);
});

it('count the 5xx responses of the API', () => {
  const api = alarm('Rest-ServerErrors');
  expect(api).toMatchObject({ MetricName: '5XXError', Threshold: 5, Period: 300, Statistic: 'Sum' });
});

it('only CloudWatch of this account may publish to their topic', () => {
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
