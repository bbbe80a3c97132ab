import type { EvaluatedConfiguration } from '../evaluated-configuration.js';
import { toCloudFormation } from './convert.js';
import { logicalIdOf } from './logical-id.js';

const configuration = (resources: EvaluatedConfiguration['resources']): EvaluatedConfiguration => ({
  resources,
  data: [],
  outputs: {},
  tags: {},
});
const queue = (values: Readonly<Record<string, unknown>>) => ({
  address: 'module.queue[Prices].aws_sqs_queue.this',
  type: 'aws_sqs_queue',
  values,
  dependsOn: [],
});

it('replaces references by intrinsic functions', () => {
  const redrive_policy = JSON.stringify({
    deadLetterTargetArn: '${aws_sqs_queue.dead.arn}',
    maxReceiveCount: 3,
  });
  const dead = { address: 'aws_sqs_queue.dead', type: 'aws_sqs_queue', values: {}, dependsOn: [] };
  const policy = {
    address: 'aws_sqs_queue_policy.this',
    type: 'aws_sqs_queue_policy',
    values: { queue_url: '${aws_sqs_queue.dead.url}', policy: '{"Resource":"arn:${partition}:sqs"}' },
    dependsOn: ['aws_sqs_queue.dead'],
  };
  expect(toCloudFormation(configuration([queue({ redrive_policy }), dead, policy])).Resources).toEqual({
    QueuePricesSqsQueue: {
      Type: 'AWS::SQS::Queue',
      Properties: {
        RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['SqsQueueDead', 'Arn'] }, maxReceiveCount: 3 },
      },
    },
    SqsQueueDead: { Type: 'AWS::SQS::Queue', Properties: {} },
    SqsQueuePolicy: {
      Type: 'AWS::SQS::QueuePolicy',
      Properties: {
        Queues: [{ Ref: 'SqsQueueDead' }],
        PolicyDocument: { Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':sqs']] } },
      },
      DependsOn: ['SqsQueueDead'],
    },
  });
});

it.each([
  [queue({ name: 'x', new_setting: 1 }), 'module.queue[Prices].aws_sqs_queue.this: the conversion'],
  [queue({ name: '${aws_sqs_queue.gone.name}' }), 'aws_sqs_queue.gone is not in the configuration'],
  [
    queue({ name: '${module.queue[Prices].aws_sqs_queue.this.color}' }),
    'does not know color of aws_sqs_queue',
  ],
  [{ ...queue({}), type: 'aws_kinesis_stream' }, 'does not know aws_kinesis_stream'],
])('refuses what it does not know: %j', (resource, message) => {
  expect(() => toCloudFormation(configuration([resource]))).toThrow(message);
});

it('an owner does not depend on what depends on it through a part', () => {
  const rule = {
    address: 'aws_cloudwatch_event_rule.r',
    type: 'aws_cloudwatch_event_rule',
    values: { name: 'r' },
  };
  const role = { address: 'aws_iam_role.r[0]', type: 'aws_iam_role', values: {} };
  const target = {
    address: 'aws_cloudwatch_event_target.t',
    type: 'aws_cloudwatch_event_target',
    values: { rule: 'r', role_arn: '${aws_iam_role.r[0].arn}' },
  };
  const { Resources } = toCloudFormation(
    configuration([
      { ...rule, dependsOn: [] },
      // The number of roles depends on the rule.
      { ...role, dependsOn: ['aws_cloudwatch_event_rule.r'] },
      { ...target, dependsOn: ['aws_cloudwatch_event_rule.r', 'aws_iam_role.r'] },
    ]),
  );
  expect(Resources['CloudwatchEventRuleR']?.Properties?.['Targets']).toEqual([
    { Id: 'Target', RoleArn: { 'Fn::GetAtt': ['IamRoleR0', 'Arn'] } },
  ]);
  expect(Resources['IamRoleR0']).not.toHaveProperty('DependsOn');
});

it('gives logical ids without the parts that say nothing', () => {
  expect(logicalIdOf('module.create_product.aws_lambda_function.this')).toBe('CreateProductLambdaFunction');
});
