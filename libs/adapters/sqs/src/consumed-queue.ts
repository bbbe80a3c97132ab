import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
  type MessageAttributeValue,
} from '@aws-sdk/client-sqs';
import { awsClient, CALL_TIME } from '@product-service/aws-clients';
import type { SQSRecord } from 'aws-lambda';

export interface ConsumedQueueOptions {
  readonly queueUrl: string;
  readonly deadLetterQueueUrl: string;
  readonly client?: SQSClient;
}

/** The SQS operations of a consumer. Calls reject if SQS did not execute them. */
export interface ConsumedQueue {
  /** Deletes up to 10 messages. Returns the ids of those that SQS did not delete. */
  delete(records: readonly SQSRecord[]): Promise<Set<string>>;
  /** Sets the visibility timeout of up to 10 messages. Returns the ids of those for which SQS did not set it. */
  postpone(
    records: readonly { readonly record: SQSRecord; readonly inSeconds: number }[],
  ): Promise<Set<string>>;
  /** Copies a message to the dead-letter queue, with the error in its attributes. */
  copyToDeadLetters(record: SQSRecord, error: unknown): Promise<void>;
}

export const consumedQueue = ({
  queueUrl: QueueUrl,
  deadLetterQueueUrl,
  client = awsClient(SQSClient, CALL_TIME.settle),
}: ConsumedQueueOptions): ConsumedQueue => ({
  async delete(records) {
    const Entries = records.map(({ messageId: Id, receiptHandle: ReceiptHandle }) => ({ Id, ReceiptHandle }));
    return unconfirmed(Entries, await client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries })));
  },

  async postpone(records) {
    const Entries = records.map(({ record, inSeconds }) => ({
      Id: record.messageId,
      ReceiptHandle: record.receiptHandle,
      VisibilityTimeout: inSeconds,
    }));
    return unconfirmed(
      Entries,
      await client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries })),
    );
  },

  async copyToDeadLetters(record, error) {
    const copy = { QueueUrl: deadLetterQueueUrl, MessageBody: record.body };
    const MessageAttributes = fittingAttributes(record, {
      ...errorAttributesOf(record, error),
      ...attributesOf(record),
    });
    const { MessageId } = await client.send(new SendMessageCommand({ ...copy, MessageAttributes }));
    if (!MessageId) throw new Error('SQS did not confirm the dead letter.');
  },
});

/** The ids that the response does not confirm. */
const unconfirmed = (
  entries: readonly { readonly Id: string }[],
  { Successful = [] }: { Successful?: readonly { Id?: string | undefined }[] | undefined },
): Set<string> => {
  const left = new Set(entries.map(({ Id }) => Id));
  for (const { Id = '' } of Successful) left.delete(Id);
  return left;
};

/** SQS's limits for a message: number of attributes, and total bytes of body and attributes. */
const MAX_ATTRIBUTES = 10;
const MAX_BYTES = 1024 * 1024;

/** As many attributes as fit into SQS's limits beside the body: with more, SQS would reject the copy. */
const fittingAttributes = (
  { body }: SQSRecord,
  attributes: Readonly<Record<string, MessageAttributeValue>>,
): Record<string, MessageAttributeValue> => {
  let bytes = Buffer.byteLength(body);
  const fits = ([name, value]: [string, MessageAttributeValue]): boolean => {
    const size = sizeOf(name, value);
    if (bytes + size > MAX_BYTES) return false;
    bytes += size;
    return true;
  };
  return Object.fromEntries(Object.entries(attributes).filter(fits).slice(0, MAX_ATTRIBUTES));
};

const sizeOf = (name: string, { DataType = '', StringValue = '', BinaryValue }: MessageAttributeValue) =>
  Buffer.byteLength(name + DataType + StringValue) + (BinaryValue?.length ?? 0);

/** The message's own attributes, without the error of an earlier failure if it was redriven. */
const attributesOf = ({ messageAttributes }: SQSRecord): Record<string, MessageAttributeValue> =>
  Object.fromEntries(
    Object.entries(messageAttributes)
      .filter(([name]) => !ERROR_ATTRIBUTES.includes(name))
      .map(([name, { dataType, stringValue, binaryValue }]) => [
        name,
        {
          DataType: dataType,
          ...(stringValue !== undefined && { StringValue: stringValue }),
          ...(binaryValue !== undefined && { BinaryValue: Buffer.from(binaryValue, 'base64') }),
        },
      ]),
  );

/** What a consumer adds to a message that it gives up. */
export const ERROR_ATTRIBUTES: readonly string[] = [
  'ERROR_CODE',
  'MESSAGE_ID',
  'RECEIVE_COUNT',
  'ERROR_MESSAGE',
];

/** Names as in the dead letters of EventBridge. @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html */
const errorAttributesOf = (
  { messageId, attributes }: SQSRecord,
  error: unknown,
): Record<string, MessageAttributeValue> => {
  const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) };
  return {
    ERROR_CODE: text(name),
    MESSAGE_ID: text(messageId),
    RECEIVE_COUNT: { DataType: 'Number', StringValue: attributes.ApproximateReceiveCount },
    ERROR_MESSAGE: text(message),
  };
};

const MAX_TEXT_LENGTH = 1_000;

/** SQS rejects attributes that are empty or contain characters not allowed in XML. */
const text = (value: string): MessageAttributeValue => ({
  DataType: 'String',
  StringValue:
    value
      .slice(0, MAX_TEXT_LENGTH)
      .toWellFormed()
      .replaceAll(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '\ufffd') || '-',
});
