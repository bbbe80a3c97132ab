import type { Message } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';

/** What Lambda gives to a function for messages that it received. */
export const sqsEventOf = (queue: string, messages: readonly Message[]): string =>
  JSON.stringify({ Records: messages.map((message) => recordOf(queue, message)) });

const recordOf = (queue: string, message: Message): SQSRecord => ({
  messageId: message.MessageId ?? '',
  receiptHandle: message.ReceiptHandle ?? '',
  body: message.Body ?? '',
  attributes: {
    ApproximateReceiveCount: '1',
    SentTimestamp: String(Date.now()),
    SenderId: 'AIDAIT2UOQQY3AUEKVGXU',
    ApproximateFirstReceiveTimestamp: String(Date.now()),
    ...message.Attributes,
  },
  messageAttributes: {},
  md5OfBody: message.MD5OfBody ?? '',
  eventSource: 'aws:sqs',
  eventSourceARN: `arn:aws:sqs:us-east-1:000000000000:${queue}`,
  awsRegion: 'us-east-1',
});

/** A message that only wakes the reader. */
export const NUDGE: Message = { MessageId: 'nudge', ReceiptHandle: 'nudge', Body: '{}' };
