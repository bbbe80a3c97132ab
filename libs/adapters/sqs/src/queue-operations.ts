import {
  DeleteMessageCommand,
  ListMessageMoveTasksCommand,
  PurgeQueueCommand,
  SendMessageCommand,
  StartMessageMoveTaskCommand,
  SQSClient,
  type Message,
} from '@aws-sdk/client-sqs';
import { awsClient } from '@product-service/aws-clients';
import { deadLetterOf, ownAttributes, type DeadLetter } from './dead-letter.js';
import { withHeldMessages } from './held-messages.js';
import { readQueue, type OperatedQueue, type QueueState } from './operated-queue.js';

/** An operator waits, and a call that waits for messages takes a second. */
const CALL_TIME = { attempts: 3, attemptMs: 4_000 };
/** A search for single messages looks at no more than this many. */
export const MAX_EXAMINED = 1_000;

/** A queue that has a dead-letter queue. */
export type QueueWithDeadLetters = QueueState & Required<Pick<QueueState, 'deadLetters'>>;

/** What happened to the messages that an operator named. */
export interface MessageDecision {
  /** Ids of the messages that were moved or deleted; in a dry run, those that would be. */
  readonly done: readonly string[];
  readonly notFound: readonly string[];
  /** How many messages were looked at. The queue has more if it is {@link MAX_EXAMINED}. */
  readonly examined: number;
}

export interface RedriveProgress {
  readonly status: 'none' | 'running' | 'completed' | 'cancelled' | 'failed';
  readonly moved: number;
  /** Number of messages at the start. */
  readonly toMove: number;
  readonly failure?: string | undefined;
}

/** SQS for operators: every call does a limited amount of work, and rejects with SQS's error. */
export interface QueueOperations {
  read(queue: OperatedQueue): Promise<QueueState>;
  /** Some dead letters, which stay where they are. */
  deadLetters(queue: QueueWithDeadLetters, limit: number): Promise<DeadLetter[]>;
  /** Starts to move all dead letters back to the queue. One such task can run at a time. */
  startRedrive(queue: QueueWithDeadLetters): Promise<void>;
  /** Of the last redrive. */
  redriveProgress(queue: QueueWithDeadLetters): Promise<RedriveProgress>;
  /** Moves single dead letters back to the queue. A failure may leave a copy in both: consumers are idempotent. */
  redrive(queue: QueueWithDeadLetters, ids: readonly string[], dryRun: boolean): Promise<MessageDecision>;
  deleteDeadLetters(
    queue: QueueWithDeadLetters,
    ids: readonly string[],
    dryRun: boolean,
  ): Promise<MessageDecision>;
  /** Deletes all messages, also those that consumers hold. SQS allows it once a minute, and takes a minute. */
  purge(queueUrl: string): Promise<void>;
}

export const sqsQueueOperations = (client: SQSClient = awsClient(SQSClient, CALL_TIME)): QueueOperations => {
  const decide = (
    { deadLetters: { url: queueUrl } }: QueueWithDeadLetters,
    ids: readonly string[],
    dryRun: boolean,
    beforeDelete: (message: Message) => Promise<unknown>,
  ): Promise<MessageDecision> => {
    const wanted = new Set(ids);
    const isWanted = ({ MessageId = '' }: Message) => wanted.has(MessageId);
    const isEnough = (messages: readonly Message[]) => messages.filter(isWanted).length === wanted.size;
    return withHeldMessages(
      { client, queueUrl, limit: MAX_EXAMINED, isEnough },
      async (messages, deleted) => {
        const found = messages.filter(isWanted);
        for (const message of dryRun ? [] : found) {
          await beforeDelete(message);
          await client.send(
            new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle: message.ReceiptHandle }),
          );
          deleted.add(message.MessageId ?? '');
        }
        const done = found.map(({ MessageId = '' }) => MessageId);
        const notFound = [...wanted].filter((id) => !done.includes(id));
        return { done, notFound, examined: messages.length };
      },
    );
  };

  return {
    read: (queue) => readQueue(client, queue),

    deadLetters: ({ deadLetters }, limit) =>
      withHeldMessages({ client, queueUrl: deadLetters.url, limit }, async (messages) =>
        messages.map(deadLetterOf),
      ),

    async startRedrive({ arn, deadLetters }) {
      // Without a destination, SQS does not know where copies and undelivered messages came from.
      await client.send(new StartMessageMoveTaskCommand({ SourceArn: deadLetters.arn, DestinationArn: arn }));
    },

    async redriveProgress({ deadLetters }) {
      const { Results: [task] = [] } = await client.send(
        new ListMessageMoveTasksCommand({ SourceArn: deadLetters.arn, MaxResults: 1 }),
      );
      return {
        status: task ? (STATUS[task.Status ?? ''] ?? 'failed') : 'none',
        moved: task?.ApproximateNumberOfMessagesMoved ?? 0,
        toMove: task?.ApproximateNumberOfMessagesToMove ?? 0,
        failure: task?.FailureReason,
      };
    },

    redrive: (queue, ids, dryRun) =>
      decide(queue, ids, dryRun, (message) =>
        client.send(
          new SendMessageCommand({
            QueueUrl: queue.url,
            MessageBody: message.Body,
            MessageAttributes: ownAttributes(message),
          }),
        ),
      ),

    deleteDeadLetters: (queue, ids, dryRun) => decide(queue, ids, dryRun, async () => undefined),

    async purge(QueueUrl) {
      await client.send(new PurgeQueueCommand({ QueueUrl }));
    },
  };
};

const STATUS: Readonly<Record<string, RedriveProgress['status']>> = {
  RUNNING: 'running',
  CANCELLING: 'running',
  COMPLETED: 'completed',
  CANCELLED: 'cancelled',
  FAILED: 'failed',
};
