import {
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Messaging } from './queues.js';

export interface Move {
  /** ARN of a dead-letter queue. */
  readonly source: string;
  /** ARN; without one, each message goes back to the queue that it says it came from. */
  readonly destination: string | undefined;
  /** How many messages waited when it began: those that come back meanwhile stay. */
  readonly count: number;
  readonly perSecond: number | undefined;
}

/** How far a move is. Whoever sets `CANCELLING` stops it after the message that is on its way. */
export interface MoveProgress {
  status: 'RUNNING' | 'COMPLETED' | 'CANCELLING' | 'CANCELLED' | 'FAILED';
  moved: number;
  failure?: string;
}

/** In SQS too, the most in one call. */
const RECEIVE_AT_MOST = 10;

/** Moves messages one after another, in their order; never rejects. What was received and not moved comes back. */
export const moveMessages = async (
  messaging: Messaging,
  { source, destination, count, perSecond }: Move,
  progress: MoveProgress,
): Promise<void> => {
  const { sqs, queueUrl } = messaging;
  const receive = async (): Promise<Message[]> => {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: queueUrl(source),
        MaxNumberOfMessages: Math.min(RECEIVE_AT_MOST, count - progress.moved),
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
    await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl(target), ...copyOf(message, target) }));
    await sqs.send(
      new DeleteMessageCommand({ QueueUrl: queueUrl(source), ReceiptHandle: message.ReceiptHandle }),
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

/** A new message with the same contents: SQS, too, gives it another id and time, and counts its receives from 0. */
const copyOf = ({ MessageId, Body, MessageAttributes, Attributes = {} }: Message, target: string) => {
  const { AWSTraceHeader, MessageGroupId } = Attributes;
  return {
    MessageBody: Body,
    MessageAttributes,
    MessageGroupId,
    // Not its own: the first delivery may be less than five minutes ago.
    ...(target.endsWith('.fifo') && { MessageDeduplicationId: MessageId }),
    ...(AWSTraceHeader !== undefined && {
      MessageSystemAttributes: { AWSTraceHeader: { DataType: 'String', StringValue: AWSTraceHeader } },
    }),
  };
};
