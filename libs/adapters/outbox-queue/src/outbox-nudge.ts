import { randomUUID } from 'node:crypto';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { awsClient, CALL_TIME } from '@product-service/aws-clients';
import { OUTBOX_MESSAGE_GROUP } from '@product-service/environment';

export interface OutboxNudgeOptions {
  readonly queueUrl: string;
  /** Told why a nudge was lost: worth a warning, not more. */
  readonly onLost: (reason: unknown) => void;
  readonly client?: SQSClient;
}

/**
 * Wakes the outbox processor with a message to its FIFO queue. A message that comes while the processor is busy
 * waits behind it. Each is distinct, or SQS would drop those of the next five minutes; a second attempt is not, so that
 * it wakes nobody twice.
 */
export const sqsOutboxNudge = ({
  queueUrl,
  onLost,
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
      onLost(error);
    }
  };
};
