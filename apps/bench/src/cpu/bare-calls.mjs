/**
 * The baseline: the calls of the AWS SDK that an event costs in any case. A function like the others, but nothing else is in it. It
 * gets `{operation, size}`. It is plain JavaScript, because it is not compiled.
 */
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { PublishBatchCommand, SNSClient } from '@aws-sdk/client-sns';

const sns = new SNSClient();
const eventBridge = new EventBridgeClient();
const MESSAGE = JSON.stringify({ data: 'x'.repeat(700) });

const CALLS = {
  publishBatch: (ids) =>
    sns.send(
      new PublishBatchCommand({
        TopicArn: 'arn:aws:sns:us-east-1:000000000000:topic',
        PublishBatchRequestEntries: ids.map((Id) => ({ Id, Message: MESSAGE })),
      }),
    ),
  putEvents: (ids) =>
    eventBridge.send(
      new PutEventsCommand({
        Entries: ids.map(() => ({
          EventBusName: 'bus',
          Source: 'bench',
          DetailType: 'type',
          Detail: MESSAGE,
        })),
      }),
    ),
};

export const handler = async ({ operation, size }) => {
  await CALLS[operation](Array.from({ length: size }, (_, index) => String(index)));
};
