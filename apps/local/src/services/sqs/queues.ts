import {
  GetQueueAttributesCommand,
  ListQueuesCommand,
  type QueueAttributeName,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { type Account, parseArn } from '../../core/account.js';
import { administratorClient } from '../../emulator/administrator.js';

/** The queues of the account, as the local cloud itself uses them: as administrator, directly in the emulator. */
export interface Queues {
  readonly client: SQSClient;
  /** The queue's URL at the AWS endpoint. */
  urlOf(queueArn: string): string;
  send(queueArn: string, body: string, messageGroupId?: string): Promise<void>;
  /** Number of messages in a queue, with those that a consumer has received. */
  depth(queueArn: string): Promise<number>;
  /** Number of messages that can be received. */
  visible(queueArn: string): Promise<number>;
  /** In real seconds. */
  visibilityTimeout(queueArn: string): Promise<number>;
  /** ARNs of the queues that use this dead-letter queue. */
  sourcesOf(deadLetterQueueArn: string): Promise<string[]>;
}

/** @param endpoint address of the AWS endpoint */
export const queuesAt = (emulator: string, endpoint: string, { region }: Account): Queues => {
  const client = new SQSClient(administratorClient(emulator, region));
  const urlOf = (queueArn: string): string => {
    const { account, resource } = parseArn(queueArn);
    return `${endpoint}/${account}/${resource}`;
  };
  const attributes = async (QueueUrl: string, ...AttributeNames: QueueAttributeName[]) => {
    const { Attributes = {} } = await client.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames }),
    );
    return Attributes;
  };
  const count = async (queueArn: string, ...names: QueueAttributeName[]): Promise<number> =>
    Object.values(await attributes(urlOf(queueArn), ...names)).reduce((sum, it) => sum + Number(it), 0);
  return {
    client,
    urlOf,
    async send(queueArn, body, messageGroupId) {
      const QueueUrl = urlOf(queueArn);
      await client.send(
        new SendMessageCommand({ QueueUrl, MessageBody: body, MessageGroupId: messageGroupId }),
      );
    },
    depth: (queueArn) =>
      count(queueArn, 'ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'),
    visible: (queueArn) => count(queueArn, 'ApproximateNumberOfMessages'),
    visibilityTimeout: (queueArn) => count(queueArn, 'VisibilityTimeout'),
    async sourcesOf(deadLetterQueueArn) {
      const { QueueUrls = [] } = await client.send(new ListQueuesCommand({}));
      const queues = await Promise.all(QueueUrls.map((url) => attributes(url, 'QueueArn', 'RedrivePolicy')));
      return queues.flatMap(({ QueueArn, RedrivePolicy = '' }) =>
        QueueArn !== undefined && RedrivePolicy.includes(`"${deadLetterQueueArn}"`) ? [QueueArn] : [],
      );
    },
  };
};
