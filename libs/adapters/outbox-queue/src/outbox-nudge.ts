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
 * Wakes the outbox processor. With `committed`, the message is made ready at once, and sent when `committed` resolves to
 * true: the database then works on COMMIT while the SDK works on the message. Nothing is sent if it resolves to false.
 */
export type CommitNudge = (committed?: Promise<boolean>) => Promise<void>;

/**
 * Wakes the outbox processor with a message to its FIFO queue. A message that arrives while the processor is busy waits.
 * Each nudge has its own deduplication id, because SQS would drop equal ones for five minutes. A retry of the same nudge
 * keeps its id, so that it wakes the processor once.
 */
export const sqsOutboxNudge = ({
  queueUrl,
  onFailure,
  client = awsClient(SQSClient, CALL_TIME.nudge),
}: OutboxNudgeOptions): CommitNudge => {
  return async (committed) => {
    const command = new SendMessageCommand({
      QueueUrl: queueUrl,
      MessageBody: '{}',
      MessageGroupId: OUTBOX_MESSAGE_GROUP,
      MessageDeduplicationId: randomUUID(),
    });
    if (committed) sendOnlyIf(committed, command);
    try {
      await client.send(command);
    } catch (error) {
      if (!(error instanceof NotCommittedError)) onFailure(error);
    }
  };
};

class NotCommittedError extends Error {
  override readonly name = 'NotCommittedError';
}

/** Lets the command wait after the message is signed, right before it is sent. */
const sendOnlyIf = (committed: Promise<boolean>, { middlewareStack }: SendMessageCommand): void => {
  middlewareStack.add(
    (next) => async (request) => {
      if (await committed) return next(request);
      throw new NotCommittedError('The transaction was not committed: there is nothing to publish.');
    },
    { name: 'sendOnlyIfCommitted', step: 'deserialize', priority: 'low' },
  );
};
