import { neededPermission } from '../services/sqs/operations.js';
import { newTaskHandle } from '../services/sqs/task-handle.js';

const account = { id: '000000000000', region: 'us-east-1', stackName: 'Test', stackId: 'test' };
const arns = {
  account,
  parameter: (name: string) => `arn:parameter${name}`,
  secret: (name: string) => `arn:secret:${name}`,
};
const QueueUrl = 'http://localhost:4566/000000000000/queue.fifo';
const QUEUE = 'arn:aws:sqs:us-east-1:000000000000:queue.fifo';
const bus = (name: string) => `arn:aws:events:us-east-1:000000000000:event-bus/${name}`;

it.each([
  ['sqs', 'SendMessageBatch', { QueueUrl }, 'sqs:SendMessage', [QUEUE]],
  ['sqs', 'DeleteMessageBatch', { QueueUrl }, 'sqs:DeleteMessage', [QUEUE]],
  ['sqs', 'ChangeMessageVisibilityBatch', { QueueUrl }, 'sqs:ChangeMessageVisibility', [QUEUE]],
  ['sqs', 'GetQueueUrl', { QueueName: 'queue.fifo' }, 'sqs:GetQueueUrl', [QUEUE]],
  ['sqs', 'StartMessageMoveTask', { SourceArn: QUEUE }, 'sqs:StartMessageMoveTask', [QUEUE]],
  ['sqs', 'ListMessageMoveTasks', { SourceArn: QUEUE }, 'sqs:ListMessageMoveTasks', [QUEUE]],
  [
    'sqs',
    'CancelMessageMoveTask',
    { TaskHandle: newTaskHandle(QUEUE) },
    'sqs:CancelMessageMoveTask',
    [QUEUE],
  ],
  ['ssm', 'GetParametersByPath', { Path: '/a' }, 'ssm:GetParametersByPath', ['arn:parameter/a']],
  ['sns', 'PublishBatch', { TopicArn: 'arn:topic' }, 'sns:Publish', ['arn:topic']],
  [
    'ssm',
    'GetParameters',
    { Names: ['/a', '/b'] },
    'ssm:GetParameters',
    ['arn:parameter/a', 'arn:parameter/b'],
  ],
  ['secretsmanager', 'GetSecretValue', { SecretId: 's' }, 'secretsmanager:GetSecretValue', ['arn:secret:s']],
  [
    'events',
    'PutEvents',
    { Entries: [{ EventBusName: bus('one') }, { EventBusName: 'one' }, {}] },
    'events:PutEvents',
    [bus('one'), bus('default')],
  ],
])('%s %s of %j takes %s on %j', (service, operation, input, action, resources) => {
  expect(neededPermission(service, operation, input, arns)).toEqual({ action, resources });
});

it('is not known for other calls, and no resource is for other input', () => {
  expect(neededPermission('sqs', 'PurgeQueue', { QueueUrl }, arns)).toBeUndefined();
  expect(neededPermission('sqs', 'CancelMessageMoveTask', { TaskHandle: '!' }, arns)?.resources).toEqual([
    '',
  ]);
  expect(neededPermission('sqs', 'SendMessage', [], arns)?.resources).toEqual(['arn:aws:sqs:us-east-1::']);
});
