import { SNSClient } from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type Account, parseArn } from '../account.js';
import { ADMINISTRATOR_CREDENTIALS } from './caller.js';

/** SNS and SQS as the local cloud itself uses them: as administrator, straight at the emulator. */
export interface Messaging {
  readonly sns: SNSClient;
  readonly sqs: SQSClient;
  /** The address that everybody else knows a queue by. */
  queueUrl(queueArn: string): string;
  send(queueArn: string, body: string, messageGroupId?: string): Promise<void>;
  /** How many messages wait in a queue, or are being worked on. */
  depth(queueArn: string): Promise<number>;
  close(): void;
}

export const messagingAt = (emulator: string, frontDoor: string, { region }: Account): Messaging => {
  const options = { endpoint: emulator, region, credentials: ADMINISTRATOR_CREDENTIALS };
  const sns = new SNSClient(options);
  const sqs = new SQSClient(options);
  const queueUrl = (queueArn: string): string => {
    const { account, resource } = parseArn(queueArn);
    return `${frontDoor}/${account}/${resource}`;
  };
  return {
    sns,
    sqs,
    queueUrl,
    async send(queueArn, body, messageGroupId) {
      const QueueUrl = queueUrl(queueArn);
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: body, MessageGroupId: messageGroupId }));
    },
    async depth(queueArn) {
      const { Attributes = {} } = await sqs.send(
        new GetQueueAttributesCommand({
          QueueUrl: queueUrl(queueArn),
          AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
        }),
      );
      return Object.values(Attributes).reduce((sum, count) => sum + Number(count), 0);
    },
    close() {
      sns.destroy();
      sqs.destroy();
    },
  };
};
