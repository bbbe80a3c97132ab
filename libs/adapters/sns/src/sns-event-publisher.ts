import { PublishBatchCommand, SNSClient, type BatchResultErrorEntry } from '@aws-sdk/client-sns';
import { awsClient, CALL_TIME } from '@product-service/aws-clients';
import { batched } from '@product-service/batching';
import {
  EventNotAcceptedError,
  EventRejectedError,
  toEnvelope,
  type Event,
  type EventPublisher,
  type EventType,
} from '@product-service/events';

/** SNS accepts 10 messages and 256 KiB per call. The rest is reserved for attributes that a tracer adds. */
const LIMITS = { maxEntries: 10, maxBytes: 240 * 1024, maxCalls: 20 };

export interface SnsPublisherOptions<T extends EventType> {
  /** The topic of each event type. */
  readonly topics: Readonly<Record<T, string>>;
  /** `source` of the envelopes. */
  readonly source: string;
  readonly client?: SNSClient;
}

/** Publishes each event to the topic of its type, up to 10 per call, in up to 20 calls at a time. Each event has its own outcome. */
export const snsEventPublisher = <T extends EventType>({
  topics,
  source,
  client = awsClient(SNSClient, CALL_TIME.publish),
}: SnsPublisherOptions<T>): EventPublisher<T> => {
  const send = batched<string>(LIMITS, (messages, topic) => publishAll(client, topic, messages));

  return {
    async publish(event: Event<T>) {
      const entry = JSON.stringify(toEnvelope(event, source));
      await send({ entry, bytes: Buffer.byteLength(entry), target: topics[event.type] });
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
    const { Successful = [], Failed = [] } = await client.send(
      new PublishBatchCommand({ TopicArn, PublishBatchRequestEntries }),
    );
    const accepted = new Set(Successful.map(({ Id }) => Id));
    const failures = new Map(Failed.map((failure) => [failure.Id, errorOf(failure)]));
    return PublishBatchRequestEntries.map(({ Id }) => {
      const failure = failures.get(Id);
      if (failure) return failure;
      return accepted.has(Id) ? undefined : new EventNotAcceptedError('SNS did not confirm the message.');
    });
  } catch (error) {
    const { name = '', message = '' } = error instanceof Error ? error : {};
    const isMessagesFault = isMessageAtFault(name, message);
    // SNS rejected the whole call because of one message: send each alone to find it.
    if (isMessagesFault && messages.length > 1)
      return (await Promise.all(messages.map((one) => publishAll(client, TopicArn, [one])))).flat();
    const reason = `SNS answered ${name}: ${message}`;
    const NotPublished = isMessagesFault ? EventRejectedError : EventNotAcceptedError;
    return messages.map(() => new NotPublished(reason, { cause: error }));
  }
};

const errorOf = ({ Code = '', Message = '', SenderFault }: BatchResultErrorEntry): Error => {
  const NotPublished =
    SenderFault && isMessageAtFault(Code, Message) ? EventRejectedError : EventNotAcceptedError;
  return new NotPublished(`SNS answered ${Code}: ${Message}`);
};

/**
 * Whether SNS rejects the message's content. A wrong topic is also reported as an invalid parameter, and missing rights, keys
 * and throttling as the sender's fault. So only errors that name the message count.
 * @see https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html#API_PublishBatch_Errors
 */
const isMessageAtFault = (code: string, reason: string): boolean =>
  /^BatchRequestTooLong/.test(code) ||
  (/^InvalidParameter/.test(code) && /^Invalid parameter: (Message(?!\w)|Empty message)/.test(reason));
