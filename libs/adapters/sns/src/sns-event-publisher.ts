import { PublishBatchCommand, SNSClient, type BatchResultErrorEntry } from '@aws-sdk/client-sns';
import { batched, type Sized } from '@product-service/batching';
import {
  EventRejectedError,
  toEnvelope,
  type Event,
  type EventPublisher,
  type EventType,
} from '@product-service/events';

/** SNS takes 10 messages and 256 KiB a call. Some room is left for attributes that a tracer adds. */
const LIMITS = { maxEntries: 10, maxBytes: 240 * 1024 };

/** SNS blames these on the sender, but it is the account, not the event, that has to change. */
const NOT_THE_EVENTS_FAULT = /auth|kms|throttl|notfound/i;

export interface SnsPublisherOptions<T extends EventType> {
  /** The topic of each event type. */
  readonly topics: Readonly<Record<T, string>>;
  /** `source` of the envelopes. */
  readonly source: string;
  readonly client?: SNSClient;
}

/** Publishes each event to the topic of its type, up to 10 a call, each with an outcome of its own. */
export const snsEventPublisher = <T extends EventType>({
  topics,
  source,
  client = new SNSClient({
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_500 },
  }),
}: SnsPublisherOptions<T>): EventPublisher<T> => {
  const senders = new Map<string, (message: Sized<string>) => Promise<void>>();

  const senderTo = (topic: string) => {
    const sender =
      senders.get(topic) ?? batched<string>(LIMITS, (messages) => publishAll(client, topic, messages));
    senders.set(topic, sender);
    return sender;
  };

  return {
    async publish(event: Event<T>) {
      const message = JSON.stringify(toEnvelope(event, source));
      await senderTo(topics[event.type])({ entry: message, bytes: Buffer.byteLength(message) });
    },
  };
};

const publishAll = async (
  client: SNSClient,
  TopicArn: string,
  messages: readonly string[],
): Promise<(Error | undefined)[]> => {
  const PublishBatchRequestEntries = messages.map((Message, index) => ({ Id: String(index), Message }));
  try {
    const { Failed = [] } = await client.send(
      new PublishBatchCommand({ TopicArn, PublishBatchRequestEntries }),
    );
    const failures = new Map(Failed.map((failure) => [Number(failure.Id), errorOf(failure)]));
    return messages.map((_, index) => failures.get(index));
  } catch (error) {
    if (!isInvalidParameter(error)) throw error;
    // The call was refused whole for one message: find out which.
    if (messages.length === 1) return [new EventRejectedError('SNS refused the message.', { cause: error })];
    return (await Promise.all(messages.map((message) => publishAll(client, TopicArn, [message])))).flat();
  }
};

const errorOf = ({ Code = '', Message = '', SenderFault }: BatchResultErrorEntry): Error => {
  const reason = `SNS answered ${Code}: ${Message}`;
  return SenderFault && !NOT_THE_EVENTS_FAULT.test(Code) ? new EventRejectedError(reason) : new Error(reason);
};

const isInvalidParameter = (error: unknown): boolean =>
  error instanceof Error && /^InvalidParameter/.test(error.name);
