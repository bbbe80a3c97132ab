import type { Message, MessageAttributeValue } from '@aws-sdk/client-sqs';

/** @see https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html#example-standard-queue-message-event */
export const sqsEvent = (messages: readonly Message[], queueArn: string, region: string) => ({
  Records: messages.map((message) => ({
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    attributes: message.Attributes ?? {},
    messageAttributes: Object.fromEntries(
      Object.entries(message.MessageAttributes ?? {}).map(([name, value]) => [name, attribute(value)]),
    ),
    md5OfBody: message.MD5OfBody,
    ...(message.MD5OfMessageAttributes && { md5OfMessageAttributes: message.MD5OfMessageAttributes }),
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: region,
  })),
});

const attribute = ({ DataType, StringValue, BinaryValue }: MessageAttributeValue) => ({
  ...(StringValue !== undefined && { stringValue: StringValue }),
  ...(BinaryValue !== undefined && { binaryValue: Buffer.from(BinaryValue).toString('base64') }),
  stringListValues: [],
  binaryListValues: [],
  dataType: DataType,
});

/**
 * The ids of the failed messages, read from the function's result for a batch with these ids.
 * As in Lambda, an invalid list means that all messages failed.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting
 */
export const failedIds = (payload: string, ids: readonly string[]): readonly string[] => {
  const result: unknown = JSON.parse(payload);
  if (typeof result !== 'object' || result === null) return result === null ? [] : ids;
  const { batchItemFailures } = result as { batchItemFailures?: unknown };
  if (batchItemFailures === undefined || batchItemFailures === null) return [];
  if (!Array.isArray(batchItemFailures)) return ids;
  const failed = batchItemFailures.map((failure: unknown) =>
    typeof failure === 'object' && failure !== null
      ? (failure as { itemIdentifier?: unknown }).itemIdentifier
      : null,
  );
  return failed.every((id): id is string => typeof id === 'string' && ids.includes(id)) ? failed : ids;
};
