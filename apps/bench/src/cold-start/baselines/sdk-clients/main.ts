import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { PublishBatchCommand, SNSClient } from '@aws-sdk/client-sns';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';

/** The SDK clients of all functions, with one command each. */
export const libraries = [
  [new EventBridgeClient(), PutEventsCommand],
  [new SNSClient(), PublishBatchCommand],
  [new SQSClient(), SendMessageCommand],
  [new SSMClient(), GetParameterCommand],
];

export const handler = async (): Promise<void> => {};
