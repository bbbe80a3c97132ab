import {
  GetQueueAttributesCommand,
  paginateListQueues,
  type QueueAttributeName,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { z } from 'zod';
import { type Account, parseArn } from '../../core/account.js';
import { administratorClient } from '../../emulator/administrator.js';

/** A queue, and where its messages go that are received too often. */
export interface QueueSettings {
  readonly arn: string;
  readonly deadLetterArn?: string;
}

export interface QueueLoad {
  /** They can be received, now or after a delay. */
  readonly waiting: number;
  /** A consumer has received them, and not deleted them yet. */
  readonly inFlight: number;
}

const VISIBLE = 'ApproximateNumberOfMessages';
const DELAYED = 'ApproximateNumberOfMessagesDelayed';
const IN_FLIGHT = 'ApproximateNumberOfMessagesNotVisible';
const REDRIVE_POLICY = z.object({ deadLetterTargetArn: z.string().optional() });

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
  /** Every queue: also those that other programs have made. */
  all(): Promise<QueueSettings[]>;
  /** Numbers of messages. */
  load(queueArn: string): Promise<QueueLoad>;
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
  const all = async (): Promise<QueueSettings[]> => {
    const urls: string[] = [];
    for await (const { QueueUrls = [] } of paginateListQueues({ client }, {})) urls.push(...QueueUrls);
    const queues = await Promise.all(urls.map((url) => attributes(url, 'QueueArn', 'RedrivePolicy')));
    return queues.flatMap(({ QueueArn, RedrivePolicy }) => {
      if (QueueArn === undefined) return [];
      const { deadLetterTargetArn } = REDRIVE_POLICY.parse(JSON.parse(RedrivePolicy || '{}'));
      return [{ arn: QueueArn, ...(deadLetterTargetArn && { deadLetterArn: deadLetterTargetArn }) }];
    });
  };
  return {
    client,
    urlOf,
    all,
    async load(queueArn) {
      const counts = await attributes(urlOf(queueArn), VISIBLE, DELAYED, IN_FLIGHT);
      const number = (name: QueueAttributeName): number => Number(counts[name] ?? 0);
      return { waiting: number(VISIBLE) + number(DELAYED), inFlight: number(IN_FLIGHT) };
    },
    async send(queueArn, body, messageGroupId) {
      const QueueUrl = urlOf(queueArn);
      await client.send(
        new SendMessageCommand({ QueueUrl, MessageBody: body, MessageGroupId: messageGroupId }),
      );
    },
    depth: (queueArn) => count(queueArn, VISIBLE, IN_FLIGHT),
    visible: (queueArn) => count(queueArn, VISIBLE),
    visibilityTimeout: (queueArn) => count(queueArn, 'VisibilityTimeout'),
    async sourcesOf(deadLetterQueueArn) {
      const sources = (await all()).filter(({ deadLetterArn }) => deadLetterArn === deadLetterQueueArn);
      return sources.map(({ arn }) => arn);
    },
  };
};
