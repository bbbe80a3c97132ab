import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
  type Message,
} from '@aws-sdk/client-sqs';

const ACCOUNT = '000000000000';
const REGION = 'us-east-1';
const topicArn = (topic: string): string => `arn:aws:sns:${REGION}:${ACCOUNT}:${topic}`;

export const queueUrlOf = (endpoint: string, queue: string): string => `${endpoint}/${ACCOUNT}/${queue}`;

/** The topics and queues of an emulator, as the inputs need them. */
export interface Messaging {
  createQueue(name: string): Promise<void>;
  /** Creates the topic, and a subscription of the queue. */
  subscribe(topic: string, queue: string): Promise<void>;
  /** One after the other, so that they are received in this order. */
  send(queue: string, bodies: readonly string[]): Promise<void>;
  /** Up to ten messages. They stay in the queue until they are deleted. */
  receive(queue: string): Promise<Message[]>;
  delete(queue: string, messages: readonly Message[]): Promise<void>;
  /** All messages of a queue, which is empty then. */
  drain(queue: string): Promise<Message[]>;
  purge(queue: string): Promise<void>;
}

export const messagingOf = (endpoint: string): Messaging => {
  const config = { endpoint, region: REGION, credentials: { accessKeyId: 'fuzz', secretAccessKey: 'fuzz' } };
  const [sqs, sns] = [new SQSClient(config), new SNSClient(config)];
  const urlOf = (queue: string): string => queueUrlOf(endpoint, queue);

  const receive = async (queue: string): Promise<Message[]> => {
    const call = { QueueUrl: urlOf(queue), MaxNumberOfMessages: 10, VisibilityTimeout: 600 };
    const names = { MessageSystemAttributeNames: ['All' as const], MessageAttributeNames: ['All'] };
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ ...call, ...names }));
    return Messages;
  };
  const remove = async (queue: string, messages: readonly Message[]): Promise<void> => {
    if (messages.length === 0) return;
    const Entries = messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: urlOf(queue), Entries }));
  };

  return {
    async createQueue(QueueName) {
      const Attributes = QueueName.endsWith('.fifo') ? { FifoQueue: 'true' } : {};
      await sqs.send(new CreateQueueCommand({ QueueName, Attributes }));
    },
    async subscribe(topic, queue) {
      await sns.send(new CreateTopicCommand({ Name: topic }));
      const Endpoint = `arn:aws:sqs:${REGION}:${ACCOUNT}:${queue}`;
      await sns.send(new SubscribeCommand({ TopicArn: topicArn(topic), Protocol: 'sqs', Endpoint }));
    },
    async send(queue, bodies) {
      const QueueUrl = urlOf(queue);
      for (const MessageBody of bodies) await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
    },
    receive,
    delete: remove,
    async drain(queue) {
      const all: Message[] = [];
      for (;;) {
        const messages = await receive(queue);
        if (messages.length === 0) return all;
        await remove(queue, messages);
        all.push(...messages);
      }
    },
    async purge(queue) {
      await sqs.send(new PurgeQueueCommand({ QueueUrl: urlOf(queue) }));
    },
  };
};
