import { type Account, arnOf, queueArnOf } from '../../core/account.js';
import { busNameOf, DEFAULT_BUS } from '../event-bridge/buses.js';
import { ownValue } from '../../core/json.js';
import { isObject } from '../../cloud-formation/intrinsics.js';
import { sourceArnOf } from './task-handle.js';

/** How policies name the things that calls name otherwise. */
export interface Arns {
  readonly account: Account;
  parameter(nameOrArn: string): string;
  secret(nameOrArn: string): string;
}

export interface NeededPermission {
  /** Of IAM, e.g. `sqs:SendMessage` for a SendMessageBatch. */
  readonly action: string;
  /** ARNs. It is needed on each. */
  readonly resources: readonly string[];
}

type Input = Readonly<Record<string, unknown>>;
type Resources = (input: Input, arns: Arns) => readonly string[];

const topic: Resources = ({ TopicArn, TargetArn }) => [String(TopicArn ?? TargetArn)];

const queue: Resources = ({ QueueUrl }, { account }) => [queueArnOf(String(QueueUrl), account)];
const sourceQueue: Resources = ({ SourceArn }) => [String(SourceArn)];
const queueOfTask: Resources = ({ TaskHandle }) => [sourceArnOf(String(TaskHandle))];
const queueByName: Resources = ({ QueueName }, { account }) => [arnOf(account, 'sqs', String(QueueName))];

const buses: Resources = ({ Entries }, { account }) =>
  listOf(Entries).map((entry) => {
    const { EventBusName = DEFAULT_BUS } = isObject(entry) ? entry : {};
    return arnOf(account, 'events', `event-bus/${busNameOf(String(EventBusName))}`);
  });

const parameter: Resources = ({ Name }, arns) => [arns.parameter(String(Name))];
const parameters: Resources = ({ Names }, arns) => listOf(Names).map((name) => arns.parameter(String(name)));
const parametersBelow: Resources = ({ Path }, arns) => [arns.parameter(String(Path))];
const secret: Resources = ({ SecretId }, arns) => [arns.secret(String(SecretId))];

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/**
 * What a function's role must allow for each call. A call that is not here is denied to functions.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const CALLS: Readonly<Record<string, readonly [action: string, resources: Resources]>> = {
  'events:PutEvents': ['events:PutEvents', buses],
  'secretsmanager:GetSecretValue': ['secretsmanager:GetSecretValue', secret],
  'sns:Publish': ['sns:Publish', topic],
  'sns:PublishBatch': ['sns:Publish', topic],
  'sqs:CancelMessageMoveTask': ['sqs:CancelMessageMoveTask', queueOfTask],
  'sqs:ChangeMessageVisibility': ['sqs:ChangeMessageVisibility', queue],
  'sqs:ChangeMessageVisibilityBatch': ['sqs:ChangeMessageVisibility', queue],
  'sqs:DeleteMessage': ['sqs:DeleteMessage', queue],
  'sqs:DeleteMessageBatch': ['sqs:DeleteMessage', queue],
  'sqs:GetQueueAttributes': ['sqs:GetQueueAttributes', queue],
  'sqs:GetQueueUrl': ['sqs:GetQueueUrl', queueByName],
  'sqs:ListMessageMoveTasks': ['sqs:ListMessageMoveTasks', sourceQueue],
  'sqs:ReceiveMessage': ['sqs:ReceiveMessage', queue],
  'sqs:SendMessage': ['sqs:SendMessage', queue],
  'sqs:SendMessageBatch': ['sqs:SendMessage', queue],
  'sqs:StartMessageMoveTask': ['sqs:StartMessageMoveTask', sourceQueue],
  'ssm:GetParameter': ['ssm:GetParameter', parameter],
  'ssm:GetParameters': ['ssm:GetParameters', parameters],
  'ssm:GetParametersByPath': ['ssm:GetParametersByPath', parametersBelow],
};

/** Undefined for a call that the local cloud knows no permission for. */
export const neededPermission = (
  service: string,
  operation: string,
  input: unknown,
  arns: Arns,
): NeededPermission | undefined => {
  const [action, resources] = ownValue(CALLS, `${service}:${operation}`) ?? [];
  if (action === undefined || !resources) return undefined;
  return { action, resources: [...new Set(resources(isObject(input) ? input : {}, arns))] };
};
