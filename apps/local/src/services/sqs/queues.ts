import { SNSClient } from '@aws-sdk/client-sns';
import {
  GetQueueAttributesCommand,
  ListQueuesCommand,
  type QueueAttributeName,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { type Account, parseArn } from '../../core/account.js';
import { ADMINISTRATOR_CREDENTIALS } from '../sts/access-keys.js';

/** Limits of a call to the emulator, in ms: it is on this machine, and long polls are not among these calls. */
const LIMITS = { connectionTimeout: 5_000, requestTimeout: 10_000, throwOnRequestTimeout: true };

/** SNS and SQS as the local cloud itself uses them: as administrator, straight at the emulator. */
export interface Messaging {
  readonly sns: SNSClient;
  readonly sqs: SQSClient;
  /** The address that everybody else knows a queue by. */
  queueUrl(queueArn: string): string;
  send(queueArn: string, body: string, messageGroupId?: string): Promise<void>;
  /** How many messages wait in a queue, or are being worked on. */
  depth(queueArn: string): Promise<number>;
  /** How many messages can be received from a queue. */
  waiting(queueArn: string): Promise<number>;
  /** ARNs of the queues that have this one for their dead letters. */
  sourcesOf(deadLetterQueueArn: string): Promise<string[]>;
  close(): void;
}

export const messagingAt = (emulator: string, frontDoor: string, { region }: Account): Messaging => {
  const options = {
    endpoint: emulator,
    region,
    credentials: ADMINISTRATOR_CREDENTIALS,
    requestHandler: LIMITS,
  };
  const sns = new SNSClient(options);
  const sqs = new SQSClient(options);
  const queueUrl = (queueArn: string): string => {
    const { account, resource } = parseArn(queueArn);
    return `${frontDoor}/${account}/${resource}`;
  };
  const attributes = async (QueueUrl: string, ...AttributeNames: QueueAttributeName[]) => {
    const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames }));
    return Attributes;
  };
  const count = async (queueArn: string, ...names: QueueAttributeName[]): Promise<number> =>
    Object.values(await attributes(queueUrl(queueArn), ...names)).reduce((sum, it) => sum + Number(it), 0);
  return {
    sns,
    sqs,
    queueUrl,
    async send(queueArn, body, messageGroupId) {
      const QueueUrl = queueUrl(queueArn);
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: body, MessageGroupId: messageGroupId }));
    },
    depth: (queueArn) =>
      count(queueArn, 'ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'),
    waiting: (queueArn) => count(queueArn, 'ApproximateNumberOfMessages'),
    async sourcesOf(deadLetterQueueArn) {
      const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({}));
      const queues = await Promise.all(QueueUrls.map((url) => attributes(url, 'QueueArn', 'RedrivePolicy')));
      return queues.flatMap(({ QueueArn, RedrivePolicy = '' }) =>
        QueueArn !== undefined && RedrivePolicy.includes(`"${deadLetterQueueArn}"`) ? [QueueArn] : [],
      );
    },
    close() {
      sns.destroy();
      sqs.destroy();
    },
  };
};
