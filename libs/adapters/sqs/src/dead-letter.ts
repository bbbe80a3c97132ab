import type { Message, MessageAttributeValue } from '@aws-sdk/client-sqs';
import { ERROR_ATTRIBUTES } from './consumed-queue.js';

/** A message of a dead-letter queue. */
export interface DeadLetter {
  /** In the dead-letter queue. The first delivery had another id, which the attribute `MESSAGE_ID` contains. */
  readonly id: string;
  /** When it came to the dead-letter queue, in ISO 8601. */
  readonly since: string;
  readonly reason: string;
  readonly body: string;
  /** Without those of the reason. Binary values are in base64. */
  readonly attributes: Readonly<Record<string, string>>;
}

export const deadLetterOf = (message: Message): DeadLetter => ({
  id: message.MessageId ?? '',
  since: new Date(Number(message.Attributes?.SentTimestamp)).toISOString(),
  reason: reasonOf(message),
  body: message.Body ?? '',
  attributes: Object.fromEntries(
    Object.entries(message.MessageAttributes ?? {})
      .filter(([name]) => !REASON_ATTRIBUTES.includes(name))
      .map(([name, value]) => [name, textOf(value)]),
  ),
});

/**
 * Why a message is here: as its consumer or EventBridge wrote it, or by whom else it can have been moved.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
 */
export const reasonOf = ({ Attributes = {}, MessageAttributes = {} }: Message): string => {
  const [code, text] = REASON_ATTRIBUTES.map((name) => MessageAttributes[name]?.StringValue);
  if (code !== undefined) return text === undefined ? code : `${code}: ${text}`;
  return Attributes.DeadLetterQueueSourceArn === undefined
    ? 'No reason given: most likely SNS could not deliver it to the queue.'
    : 'SQS moved it after too many receives: most likely it ends the process of its consumer.';
};

const REASON_ATTRIBUTES = ['ERROR_CODE', 'ERROR_MESSAGE'];

const textOf = ({ StringValue, BinaryValue }: MessageAttributeValue): string =>
  StringValue ?? Buffer.from(BinaryValue ?? []).toString('base64');

/** The attributes of a message that goes back to its queue. */
export const ownAttributes = ({ MessageAttributes = {} }: Message): Record<string, MessageAttributeValue> =>
  Object.fromEntries(Object.entries(MessageAttributes).filter(([name]) => !ERROR_ATTRIBUTES.includes(name)));
