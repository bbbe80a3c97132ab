import type { EvaluatedConfiguration } from '../evaluated-configuration.js';
import { logicalIdOf, toCloudFormation } from './convert.js';

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

it('gives logical ids without the parts that say nothing', () => {
  expect(logicalIdOf('module.create_product.aws_lambda_function.this')).toBe('CreateProductLambdaFunction');
});
