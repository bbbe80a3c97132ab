import { newTaskHandle } from '../services/sqs/task-handle.js';
import { emptyAccount } from '../testing/empty-account.js';
import { permissionFor } from './authorize.js';

const { services } = emptyAccount();
const secretArn = services.secretsmanager.secrets.put('s', 'secret');
const parameter = (name: string) => `arn:aws:ssm:us-east-1:000000000000:parameter/${name}`;
const QueueUrl = 'http://localhost:4566/000000000000/queue.fifo';
const QUEUE = 'arn:aws:sqs:us-east-1:000000000000:queue.fifo';
const lambdaArn = (name: string) => `arn:aws:lambda:us-east-1:000000000000:function:${name}`;
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
  ['sqs', 'PurgeQueue', { QueueUrl }, 'sqs:PurgeQueue', [QUEUE]],
  ['lambda', 'Invoke', { FunctionName: 'f' }, 'lambda:InvokeFunction', [lambdaArn('f')]],
  ['lambda', 'Invoke', { FunctionName: lambdaArn('f') }, 'lambda:InvokeFunction', [lambdaArn('f')]],
  ['ssm', 'GetParametersByPath', { Path: '/a' }, 'ssm:GetParametersByPath', [parameter('a')]],
  ['sns', 'PublishBatch', { TopicArn: 'arn:topic' }, 'sns:Publish', ['arn:topic']],
  ['ssm', 'GetParameters', { Names: ['/a', '/b'] }, 'ssm:GetParameters', [parameter('a'), parameter('b')]],
  ['secretsmanager', 'GetSecretValue', { SecretId: 's' }, 'secretsmanager:GetSecretValue', [secretArn]],
  [
    'events',
    'PutEvents',
    { Entries: [{ EventBusName: bus('one') }, { EventBusName: 'one' }, {}] },
    'events:PutEvents',
    [bus('one'), bus('default')],
  ],
] as const)('%s %s with %j needs %s on %j', (service, operation, input, action, resources) => {
  expect(permissionFor(services[service].api, { operation, input })).toEqual({ action, resources });
});

describe('the permission for a call', () => {
  const { api } = services.sqs;
  it('is undefined for an operation that the service does not list', () => {
    expect(permissionFor(api, { operation: 'DeleteQueue', input: { QueueUrl } })).toBeUndefined();
    expect(permissionFor(api, { operation: 'constructor', input: {} })).toBeUndefined();
  });

  it('names no resource of the account for invalid input', () => {
    const cancel = { operation: 'CancelMessageMoveTask', input: { TaskHandle: '!' } };
    expect(permissionFor(api, cancel)?.resources).toEqual(['']);
    const send = { operation: 'SendMessage', input: {} };
    expect(permissionFor(api, send)?.resources).toEqual(['arn:aws:sqs:us-east-1::']);
  });
});
