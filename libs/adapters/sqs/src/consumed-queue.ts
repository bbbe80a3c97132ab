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

/** What a consumer does with the messages of its queue, beside handling them. Calls reject if SQS did not do it. */
export interface ConsumedQueue {
  /** They are done with. Up to 10. Gives those that are not deleted, by their message ids. */
  delete(records: readonly SQSRecord[]): Promise<Set<string>>;
  /** Lets each come again so many seconds from now. Up to 10. Gives those that come at another time, by their message ids. */
  postpone(
    records: readonly { readonly record: SQSRecord; readonly inSeconds: number }[],
  ): Promise<Set<string>>;
  /** Copies a message to the dead letters, with what was wrong in its attributes. */
  copyToDeadLetters(record: SQSRecord, error: unknown): Promise<void>;
}

export const consumedQueue = ({
  queueUrl: QueueUrl,
  deadLetterQueueUrl,
  client = awsClient(SQSClient, CALL_TIME.settle),
}: ConsumedQueueOptions): ConsumedQueue => ({
  async delete(records) {
    const Entries = records.map(({ messageId: Id, receiptHandle: ReceiptHandle }) => ({ Id, ReceiptHandle }));
    return unnamed(Entries, await client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries })));
  },

  async postpone(records) {
    const Entries = records.map(({ record, inSeconds }) => ({
      Id: record.messageId,
      ReceiptHandle: record.receiptHandle,
      VisibilityTimeout: inSeconds,
    }));
    return unnamed(
      Entries,
      await client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries })),
    );
  },

  async copyToDeadLetters(record, error) {
    const copy = { QueueUrl: deadLetterQueueUrl, MessageBody: record.body };
    const MessageAttributes = { ...attributesOf(record), ...reasonFor(record, error) };
    const { MessageId } = await client.send(new SendMessageCommand({ ...copy, MessageAttributes }));
    if (!MessageId) throw new Error('SQS did not say that it took the dead letter.');
  },
});

/** Only what the answer names as done is done. */
const unnamed = (
  entries: readonly { readonly Id: string }[],
  { Successful = [] }: { Successful?: readonly { Id?: string | undefined }[] | undefined },
): Set<string> => {
  const left = new Set(entries.map(({ Id }) => Id));
  for (const { Id = '' } of Successful) left.delete(Id);
  return left;
};

/** SQS takes 10 attributes; {@link reasonFor} has four. */
const MAX_OWN_ATTRIBUTES = 6;

const attributesOf = ({ messageAttributes }: SQSRecord): Record<string, MessageAttributeValue> =>
  Object.fromEntries(
    Object.entries(messageAttributes)
      .slice(0, MAX_OWN_ATTRIBUTES)
      .map(([name, { dataType, stringValue, binaryValue }]) => [
        name,
        {
          DataType: dataType,
          ...(stringValue !== undefined && { StringValue: stringValue }),
          ...(binaryValue !== undefined && { BinaryValue: Buffer.from(binaryValue, 'base64') }),
        },
      ]),
  );

/** Names as in the dead letters of EventBridge. @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html */
const reasonFor = (
  { messageId, attributes }: SQSRecord,
  error: unknown,
): Record<string, MessageAttributeValue> => {
  const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) };
  return {
    ERROR_CODE: text(name),
    ERROR_MESSAGE: text(message),
    MESSAGE_ID: text(messageId),
    RECEIVE_COUNT: { DataType: 'Number', StringValue: attributes.ApproximateReceiveCount },
  };
};

const MAX_TEXT_LENGTH = 1_000;

/** What SQS takes in an attribute: neither empty nor with characters that XML does not have. */
const text = (value: string): MessageAttributeValue => ({
  DataType: 'String',
  StringValue:
    value
      .slice(0, MAX_TEXT_LENGTH)
      .toWellFormed()
      .replaceAll(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '\ufffd') || '-',
});
