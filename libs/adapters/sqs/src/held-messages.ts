import {
  ChangeMessageVisibilityBatchCommand,
  ReceiveMessageCommand,
  type Message,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { log } from '@product-service/logger';

/** If the run ends before it gives the messages back, they are visible again after this time. Longer than a run of a function. */
const HOLD_SECONDS = 60;
/** SQS's limit for one call. */
const BATCH = 10;

export interface HeldMessages {
  readonly client: SQSClient;
  readonly queueUrl: string;
  /** Receives at most this many messages. */
  readonly limit: number;
  /** Ends the search early. Default: when the limit is reached, or the queue has no more. */
  readonly isEnough?: (messages: readonly Message[]) => boolean;
}

/**
 * Receives messages, each once, and holds them while `use` runs: nobody else receives or redrives them. Then gives back those that
 * `use` did not delete. `use` returns the ids of those that it deleted, with its result.
 */
export const withHeldMessages = async <T>(
  { client, queueUrl: QueueUrl, limit, isEnough = () => false }: HeldMessages,
  use: (messages: readonly Message[], deleted: Set<string>) => Promise<T>,
): Promise<T> => {
  const held = new Map<string, Message>();
  const deleted = new Set<string>();
  try {
    while (held.size < limit && !isEnough([...held.values()])) {
      const received = await receive(client, QueueUrl, Math.min(BATCH, limit - held.size));
      if (received.length === 0) break;
      for (const message of received) held.set(message.MessageId ?? '', message);
    }
    return await use([...held.values()], deleted);
  } finally {
    await giveBack(
      client,
      QueueUrl,
      [...held.values()].filter(({ MessageId = '' }) => !deleted.has(MessageId)),
    );
  }
};

const receive = async (client: SQSClient, QueueUrl: string, count: number): Promise<Message[]> => {
  const { Messages = [] } = await client.send(
    new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: count,
      VisibilityTimeout: HOLD_SECONDS,
      // Without a wait, SQS asks only some of its servers, and may find nothing.
      WaitTimeSeconds: 1,
      MessageAttributeNames: ['All'],
      MessageSystemAttributeNames: ['All'],
    }),
  );
  return Messages;
};

/** Never rejects: what is not given back returns by itself. */
const giveBack = async (client: SQSClient, QueueUrl: string, messages: readonly Message[]): Promise<void> => {
  for (let from = 0; from < messages.length; from += BATCH) {
    const Entries = messages.slice(from, from + BATCH).map(({ ReceiptHandle }, index) => ({
      Id: String(index),
      ReceiptHandle,
      VisibilityTimeout: 0,
    }));
    await client
      .send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }))
      .catch((error: unknown) => log.warn('messages are hidden for up to a minute', { error }));
  }
};
