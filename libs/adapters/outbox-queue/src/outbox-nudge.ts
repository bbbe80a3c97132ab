import { randomUUID } from 'node:crypto';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { awsClient, CALL_TIME } from '@product-service/aws-clients';
import { OUTBOX_MESSAGE_GROUP } from '@product-service/environment';

export interface OutboxNudgeOptions {
  readonly queueUrl: string;
  /** Called with the error of a nudge that failed. Worth a warning only: the scheduled run publishes the events. */
  readonly onFailure: (reason: unknown) => void;
  readonly client?: SQSClient;
}

/**
 * Wakes the outbox processor with a message to its FIFO queue. A message that arrives while the processor is busy waits.
 * Each nudge has its own deduplication id, because SQS would drop equal ones for five minutes. A retry of the same nudge
 * keeps its id, so that it wakes the processor once.
 */
export const sqsOutboxNudge = ({
  queueUrl,
  onFailure,
  client = awsClient(SQSClient, CALL_TIME.nudge),
}: OutboxNudgeOptions): (() => Promise<void>) => {
  return async () => {
    try {
      const message = {
        QueueUrl: queueUrl,
        MessageBody: '{}',
        MessageGroupId: OUTBOX_MESSAGE_GROUP,
        MessageDeduplicationId: randomUUID(),
      };
      await client.send(new SendMessageCommand(message));
    } catch (error) {
      onFailure(error);
    }
  };
};
