import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';

const NAME = 'product-copy';
/** Receives of a message before SQS moves it to the dead-letter queue. */
const MAX_RECEIVES = '5';
/** Longer than handling a batch takes. After it, the messages of a consumer that died arrive at another one. */
const VISIBILITY_TIMEOUT_SECONDS = '10';

/** Creates a queue with a dead-letter queue. */
const createQueue = async (sqs: SQSClient): Promise<{ url: string; arn: string }> => {
  const deadLetters = await create(sqs, `${NAME}-dead-letters`);
  const queue = await create(sqs, NAME);
  const RedrivePolicy = JSON.stringify({
    deadLetterTargetArn: deadLetters.arn,
    maxReceiveCount: MAX_RECEIVES,
  });
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: queue.arn,
      },
    ],
  });
  const Attributes = { RedrivePolicy, Policy, VisibilityTimeout: VISIBILITY_TIMEOUT_SECONDS };
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl: queue.url, Attributes }));
  return queue;
};

const create = async (sqs: SQSClient, QueueName: string): Promise<{ url: string; arn: string }> => {
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName }));
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
  );
  return { url: QueueUrl, arn: Attributes?.['QueueArn'] ?? '' };
};

/**
 * Subscribes a queue to exactly these events of the bus, and returns its URL. Every call may be repeated. In an account of AWS,
 * create these resources by your own deployment instead.
 */
export const subscribe = async (bus: string, source: string, types: readonly string[]): Promise<string> => {
  const queue = await createQueue(new SQSClient());
  const rule = { Name: NAME, EventBusName: bus };
  const EventPattern = JSON.stringify({ source: [source], 'detail-type': types });
  const eventBridge = new EventBridgeClient();
  await eventBridge.send(new PutRuleCommand({ ...rule, EventPattern }));
  await eventBridge.send(
    new PutTargetsCommand({ Rule: rule.Name, EventBusName: bus, Targets: [{ Id: 'queue', Arn: queue.arn }] }),
  );
  return queue.url;
};
