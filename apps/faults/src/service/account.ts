import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand, ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { functionName, parameterNames } from '@product-service/environment';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import type { RunningLocal } from '@product-service/local/testing';

/** The AWS account of the service, as its administrator and the other services use it. */
export interface Account {
  readonly sns: SNSClient;
  readonly sqs: SQSClient;
  readonly eventBridge: EventBridgeClient;
  /** Name of the bus. */
  readonly bus: string;
  /** URLs of all queues. */
  queues(): Promise<string[]>;
  /** Messages in a queue: waiting, delayed or being processed. */
  messagesIn(queueUrl: string): Promise<number>;
  /** Events in the outbox, as the function for operators counts them. */
  waitingEvents(): Promise<number>;
  /** An event of another service, e.g. `inventory`. */
  putEvent(sender: string, type: string, detail: object): Promise<void>;
  publish(topicArn: string, message: string): Promise<void>;
  close(): void;
}

/** Part of the names of all dead-letter queues: CloudFormation shortens the id in a name to 80 characters. */
export const DEAD_LETTERS = /DeadL/;

export const openAccount = async ({ aws, region, env }: RunningLocal): Promise<Account> => {
  const config = { region, endpoint: aws, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  const sns = new SNSClient(config);
  const sqs = new SQSClient(config);
  const eventBridge = new EventBridgeClient(config);
  const ssm = new SSMClient(config);
  const lambda = new LambdaClient(config);
  const { Parameter } = await ssm.send(new GetParameterCommand({ Name: parameterNames(env).eventBusName }));
  const bus = Parameter?.Value ?? '';
  return {
    sns,
    sqs,
    eventBridge,
    bus,
    async queues() {
      const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({}));
      return QueueUrls;
    },
    async messagesIn(QueueUrl) {
      const { Attributes = {} } = await sqs.send(
        new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
      );
      return (
        Number(Attributes.ApproximateNumberOfMessages ?? 0) +
        Number(Attributes.ApproximateNumberOfMessagesNotVisible ?? 0) +
        Number(Attributes.ApproximateNumberOfMessagesDelayed ?? 0)
      );
    },
    async waitingEvents() {
      const Payload = JSON.stringify({ command: 'status' });
      const answer = await lambda.send(
        new InvokeCommand({ FunctionName: functionName('Operate', env), Payload }),
      );
      const text = Buffer.from(answer.Payload ?? []).toString();
      const { result } = JSON.parse(text) as { result?: { outbox?: { waiting: { count: number } } } };
      if (!result?.outbox) throw new Error(`The outbox cannot be read: ${text}`);
      return result.outbox.waiting.count;
    },
    async putEvent(sender, DetailType, detail) {
      const Detail = JSON.stringify(detail);
      const entry = { EventBusName: bus, Source: `${env}.${sender}`, DetailType, Detail };
      const { FailedEntryCount } = await eventBridge.send(new PutEventsCommand({ Entries: [entry] }));
      if (FailedEntryCount !== 0) throw new Error(`The bus refused ${Detail}`);
    },
    async publish(TopicArn, Message) {
      await sns.send(new PublishCommand({ TopicArn, Message }));
    },
    close: () => [sns, sqs, eventBridge, ssm, lambda].forEach((client) => client.destroy()),
  };
};
