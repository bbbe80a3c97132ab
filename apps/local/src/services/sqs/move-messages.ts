import {
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Queues } from './queues.js';

/** A message-move task. */
export interface Move {
  /** ARN of a dead-letter queue. */
  readonly source: string;
  /** ARN. Absent: each message returns to the source queue in its attributes. */
  readonly destination: string | undefined;
  /** Number of messages at the start. Messages that arrive during the move stay. */
  readonly count: number;
  readonly perSecond: number | undefined;
}

/** Progress of a move. Setting `CANCELLING` stops it after the current message. */
export interface MoveProgress {
  status: 'RUNNING' | 'COMPLETED' | 'CANCELLING' | 'CANCELLED' | 'FAILED';
  moved: number;
  failure?: string;
}

/** Maximum in one call, as in SQS. */
const MAXIMUM_BATCH_SIZE = 10;

/** Moves messages one by one, in order. Never rejects. A message that was received and not moved becomes visible again. */
export const moveMessages = async (
  queues: Queues,
  { source, destination, count, perSecond }: Move,
  progress: MoveProgress,
): Promise<void> => {
  const { client, urlOf } = queues;
  const receive = async (): Promise<Message[]> => {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: urlOf(source),
        MaxNumberOfMessages: Math.min(MAXIMUM_BATCH_SIZE, count - progress.moved),
        WaitTimeSeconds: 0,
        MessageAttributeNames: ['All'],
        MessageSystemAttributeNames: ['All'],
      }),
    );
    return Messages;
  };
  const move = async (message: Message): Promise<void> => {
    const target = destination ?? message.Attributes?.['DeadLetterQueueSourceArn'];
    if (target === undefined) throw new Error('CouldNotDetermineMessageSource');
    await client.send(new SendMessageCommand({ QueueUrl: urlOf(target), ...copyOf(message, target) }));
    await client.send(
      new DeleteMessageCommand({ QueueUrl: urlOf(source), ReceiptHandle: message.ReceiptHandle }),
    );
    progress.moved += 1;
    if (perSecond) await sleep(1000 / perSecond, undefined, { ref: false });
  };
  const isCancelled = (): boolean => progress.status === 'CANCELLING';
  try {
    while (progress.moved < count && !isCancelled()) {
      const batch = await receive();
      if (batch.length === 0) break;
      for (const message of batch) if (!isCancelled()) await move(message);
    }
    progress.status = isCancelled() ? 'CANCELLED' : 'COMPLETED';
  } catch (error) {
    progress.failure = error instanceof Error ? error.message : String(error);
    progress.status = 'FAILED';
  }
};

/** A new message with the same contents. As in SQS, it has a new id and time, and its receive count starts at 0. */
const copyOf = ({ MessageId, Body, MessageAttributes, Attributes = {} }: Message, target: string) => {
  const { AWSTraceHeader, MessageGroupId } = Attributes;
  return {
    MessageBody: Body,
    MessageAttributes,
    MessageGroupId,
    // Not the first delivery's deduplication id: that delivery may be less than five minutes ago.
    ...(target.endsWith('.fifo') && { MessageDeduplicationId: MessageId }),
    ...(AWSTraceHeader !== undefined && {
      MessageSystemAttributes: { AWSTraceHeader: { DataType: 'String', StringValue: AWSTraceHeader } },
    }),
  };
};
