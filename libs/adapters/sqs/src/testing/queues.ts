import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
  type Message,
} from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import { startFauxqs } from 'fauxqs';

/** A queue and its dead-letter queue in an emulator, with messages as a Lambda function receives them. */
export interface Queues {
  readonly client: SQSClient;
  /** The emulator's endpoint. */
  readonly address: string;
  readonly queueUrl: string;
  readonly deadLetterQueueUrl: string;
  send(body: string, attributes?: Record<string, string>): Promise<void>;
  /** All visible messages as records. `receiveCount` replaces the real one. */
  receive(receiveCount?: number): Promise<SQSRecord[]>;
  deadLetters(): Promise<Message[]>;
  /** How many messages of the queue are visible, and how many are not. */
  depth(): Promise<Record<string, string> | undefined>;
  /** Sets the queue's default visibility timeout. */
  setVisibilityTimeout(seconds: number): Promise<void>;
  close(): Promise<void>;
}

const ARN = 'arn:aws:sqs:eu-west-1:000000000000';

export const startQueues = async (): Promise<Queues> => {
  const emulator = await startFauxqs({
    port: 0,
    host: '127.0.0.1',
    logger: false,
    defaultRegion: 'eu-west-1',
  });
  const client = new SQSClient({
    endpoint: emulator.address,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
  });
  const create = async (QueueName: string) =>
    (await client.send(new CreateQueueCommand({ QueueName }))).QueueUrl!;
  const [queueUrl, deadLetterQueueUrl] = [await create('stock'), await create('stock-dead-letters')];
  const messagesIn = async (QueueUrl: string): Promise<Message[]> => {
    const messages: Message[] = [];
    for (;;) {
      const { Messages = [] } = await client.send(
        new ReceiveMessageCommand({
          QueueUrl,
          MaxNumberOfMessages: 10,
          MessageSystemAttributeNames: ['All'],
          MessageAttributeNames: ['All'],
        }),
      );
      if (Messages.length === 0) return messages;
      messages.push(...Messages);
    }
  };
  return {
    client,
    address: emulator.address,
    queueUrl,
    deadLetterQueueUrl,
    async send(MessageBody, attributes = {}) {
      const MessageAttributes = Object.fromEntries(
        Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: 'String', StringValue }]),
      );
      await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody, MessageAttributes }));
    },
    async receive(receiveCount) {
      return (await messagesIn(queueUrl)).map((message) => recordOf(message, receiveCount));
    },
    async deadLetters() {
      const messages = await messagesIn(deadLetterQueueUrl);
      for (const { ReceiptHandle } of messages)
        await client.send(
          new ChangeMessageVisibilityCommand({
            QueueUrl: deadLetterQueueUrl,
            ReceiptHandle,
            VisibilityTimeout: 0,
          }),
        );
      return messages;
    },
    async setVisibilityTimeout(seconds) {
      const Attributes = { VisibilityTimeout: String(seconds) };
      await client.send(new SetQueueAttributesCommand({ QueueUrl: queueUrl, Attributes }));
    },
    async depth() {
      const { Attributes } = await client.send(
        new GetQueueAttributesCommand({
          QueueUrl: queueUrl,
          AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
        }),
      );
      return Attributes;
    },
    async close() {
      client.destroy();
      await emulator.stop();
    },
  };
};

const recordOf = (
  { MessageId, ReceiptHandle, Body, Attributes = {}, MessageAttributes = {} }: Message,
  receiveCount: number | undefined,
): SQSRecord => ({
  messageId: MessageId!,
  receiptHandle: ReceiptHandle!,
  body: Body!,
  attributes: {
    ...(Attributes as unknown as SQSRecord['attributes']),
    ...(receiveCount !== undefined && { ApproximateReceiveCount: String(receiveCount) }),
  },
  messageAttributes: Object.fromEntries(
    Object.entries(MessageAttributes).map(([name, { DataType, StringValue }]) => [
      name,
      { dataType: DataType as 'String', stringValue: StringValue! },
    ]),
  ),
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: `${ARN}:stock`,
  awsRegion: 'eu-west-1',
});
