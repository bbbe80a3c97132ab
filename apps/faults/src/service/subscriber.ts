import { PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { ListTopicsCommand, SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
} from '@aws-sdk/client-sqs';
import { TOPIC_VARIABLES } from '@product-service/environment';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Account } from './account.js';

/** A queue of another service, which is read all the time. */
export interface Subscriber {
  readonly queueUrl: string;
  close(): Promise<void>;
}

const RETRY_MS = 200;

/** Reads the public events on the bus, as `Detail` of EventBridge. */
export const subscribeToBus = async (
  account: Account,
  env: string,
  receive: (detail: unknown) => void,
): Promise<Subscriber> => {
  const { queueUrl, queueArn } = await createQueue(account, 'ledger-bus');
  const rule = { EventBusName: account.bus, Rule: 'ledger' };
  const EventPattern = JSON.stringify({ source: [`${env}.products`] });
  await account.eventBridge.send(
    new PutRuleCommand({ EventBusName: account.bus, Name: rule.Rule, EventPattern }),
  );
  await account.eventBridge.send(
    new PutTargetsCommand({ ...rule, Targets: [{ Id: 'ledger', Arn: queueArn }] }),
  );
  return read(account, queueUrl, (body) => receive((body as { detail: unknown }).detail));
};

/** Reads the messages on all private topics. */
export const subscribeToTopics = async (
  account: Account,
  receive: (message: string) => void,
): Promise<Subscriber> => {
  const { queueUrl, queueArn } = await createQueue(account, 'ledger-topics');
  for (const TopicArn of await topicArns(account)) {
    await account.sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: queueArn }));
  }
  return read(account, queueUrl, (body) => receive((body as { Message: string }).Message));
};

/** The topics of the private events. The names of topics contain those of their events, e.g. `PricingChanged`. */
export const topicArns = async ({ sns }: Account): Promise<string[]> => {
  const events = Object.keys(TOPIC_VARIABLES).map((type) => type.split('.')[1]?.toLowerCase() ?? '');
  const { Topics = [] } = await sns.send(new ListTopicsCommand({}));
  return Topics.flatMap(({ TopicArn = '' }) =>
    events.some((event) => TopicArn.toLowerCase().includes(event)) ? [TopicArn] : [],
  );
};

const createQueue = async ({ sqs }: Account, QueueName: string) => {
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName }));
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
  );
  return { queueUrl: QueueUrl, queueArn: Attributes?.['QueueArn'] ?? '' };
};

const read = ({ sqs }: Account, QueueUrl: string, receive: (body: unknown) => void): Subscriber => {
  const closed = new AbortController();
  const poll = async (): Promise<void> => {
    while (!closed.signal.aborted) {
      try {
        const { Messages = [] } = await sqs.send(
          new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }),
        );
        for (const { Body = '' } of Messages) receive(JSON.parse(Body));
        const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
        if (Entries.length > 0) await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
      } catch (error) {
        if (error instanceof SyntaxError) throw error;
        // The service is being stopped, or too busy to answer in time.
        await sleep(RETRY_MS);
      }
    }
  };
  const polling = poll();
  return {
    queueUrl: QueueUrl,
    async close() {
      closed.abort();
      await polling;
    },
  };
};
