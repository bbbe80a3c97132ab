import { ReceiveMessageCommand, DeleteMessageBatchCommand } from '@aws-sdk/client-sqs';
import { type Account, DEAD_LETTERS } from './account.js';

/** A message in a dead-letter queue. */
export interface DeadLetter {
  readonly queue: string;
  readonly body: string;
  /** From the attributes that the consumer adds. */
  readonly reason: string;
}

/** Takes all messages out of all dead-letter queues. */
export const takeDeadLetters = async (account: Account): Promise<DeadLetter[]> => {
  const urls = (await account.queues()).filter((url) => DEAD_LETTERS.test(url));
  return (await Promise.all(urls.map((url) => takeAll(account, url)))).flat();
};

const takeAll = async ({ sqs }: Account, QueueUrl: string): Promise<DeadLetter[]> => {
  const taken: DeadLetter[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] }),
    );
    if (Messages.length === 0) return taken;
    for (const { Body = '', MessageAttributes = {} } of Messages) {
      const reason = MessageAttributes['ERROR_MESSAGE']?.StringValue ?? '';
      taken.push({ queue: QueueUrl.split('/').at(-1) ?? '', body: Body, reason });
    }
    const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
  }
};
