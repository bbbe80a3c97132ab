import {
  DeleteRuleCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { ListTopicsCommand, SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
} from '@aws-sdk/client-sqs';
import { eventValidator } from '@product-service/asyncapi-document/testing';
import { PUBLIC_EVENTS_BY_VERSION } from '@product-service/events';
import { sleep } from './eventually.js';
import { RUN } from './names.js';
import type { Service } from './service.js';

/** An envelope as another team reads it, without our types. */
export interface Envelope {
  readonly specversion: string;
  readonly id: string;
  readonly type: string;
  readonly source: string;
  readonly time: string;
  readonly subject?: string;
  readonly sequence?: string;
  readonly traceparent?: string;
  readonly _datadog: Record<string, string>;
  readonly data: Record<string, unknown> & { readonly productId: string };
}

/** An event as EventBridge delivers it. */
export interface BusEvent {
  readonly 'detail-type': string;
  readonly source: string;
  readonly detail: Envelope;
}

const problemsOf = eventValidator();
/** Messages that an error shows. */
const LAST_SHOWN = 5;

/** Events on the bus for each change: one in each version. */
export const EVENTS_PER_CHANGE = Object.keys(PUBLIC_EVENTS_BY_VERSION).length;

/** A queue of another service. Keeps all messages that it received, and compares each with docs/api/asyncapi.yaml. */
export class Inbox<T> {
  readonly received: T[] = [];
  readonly #problems: string[] = [];
  #open = true;
  /** What was made for it, in the account of a target. */
  readonly #cleanUps: (() => Promise<unknown>)[] = [];
  readonly #polling: Promise<void>;

  private constructor(
    private readonly service: Service,
    private readonly queueUrl: string,
    private readonly read: (body: string) => T,
    private readonly envelopeOf: (message: T) => Envelope,
  ) {
    this.#polling = this.#poll();
  }

  /** Receives all public events of our service. */
  static async ofBus(service: Service): Promise<Inbox<BusEvent>> {
    const { queueUrl, arn } = await createQueue(service, 'bus');
    const bus = await service.bus();
    const EventPattern = JSON.stringify({ source: [`${service.target.env}.products`] });
    const Name = `inbox-${RUN}-${queueNumber}`;
    await service.eventBridge.send(new PutRuleCommand({ Name, EventBusName: bus, EventPattern }));
    await service.eventBridge.send(
      new PutTargetsCommand({ Rule: Name, EventBusName: bus, Targets: [{ Id: 'inbox', Arn: arn }] }),
    );
    const inbox = new Inbox<BusEvent>(
      service,
      queueUrl,
      (body) => JSON.parse(body),
      ({ detail }) => detail,
    );
    const rule = { EventBusName: bus, Rule: Name };
    inbox.#cleanUps.push(
      () => service.eventBridge.send(new RemoveTargetsCommand({ ...rule, Ids: ['inbox'] })),
      () => service.eventBridge.send(new DeleteRuleCommand({ EventBusName: bus, Name })),
      () => service.sqs.send(new DeleteQueueCommand({ QueueUrl: queueUrl })),
    );
    return inbox;
  }

  /** Receives all events on the private topics. */
  static async ofTopics(service: Service): Promise<Inbox<Envelope>> {
    const { queueUrl, arn } = await createQueue(service, 'topics');
    const { Topics = [] } = await service.sns.send(new ListTopicsCommand({}));
    for (const { TopicArn } of Topics) {
      const subscription = { TopicArn, Protocol: 'sqs', Endpoint: arn };
      await service.sns.send(new SubscribeCommand(subscription));
    }
    return new Inbox<Envelope>(
      service,
      queueUrl,
      (body) => JSON.parse(JSON.parse(body).Message),
      (envelope) => envelope,
    );
  }

  /** Waits until the received messages are `enough`. @throws Error with the last ones after `seconds` */
  async until(enough: (messages: T[]) => boolean, seconds = 10): Promise<T[]> {
    const deadline = Date.now() + seconds * 1000;
    while (Date.now() < deadline) {
      if (enough(this.received)) return [...this.received];
      await sleep(20);
    }
    const last = JSON.stringify(this.received.slice(-LAST_SHOWN), null, 1);
    throw new Error(`Not within ${seconds} s; received ${this.received.length}, the last ones: ${last}`);
  }

  /** @throws Error if an event was not as the document says */
  async close(): Promise<void> {
    this.#open = false;
    await this.#polling;
    for (const cleanUp of this.#cleanUps) await cleanUp();
    if (this.#problems.length > 0) {
      throw new Error(`Events are not as docs/api/asyncapi.yaml says:\n${this.#problems.join('\n')}`);
    }
  }

  async #poll(): Promise<void> {
    while (this.#open) {
      const { Messages = [] } = await this.service.sqs.send(
        new ReceiveMessageCommand({ QueueUrl: this.queueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }),
      );
      const messages = Messages.map(({ Body }) => this.read(Body!));
      this.#problems.push(...messages.flatMap((message) => problemsOf(this.envelopeOf(message))));
      this.received.push(...messages);
      if (Messages.length > 0) {
        const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
        await this.service.sqs.send(new DeleteMessageBatchCommand({ QueueUrl: this.queueUrl, Entries }));
      }
    }
  }
}

let queueNumber = 0;

/** AWS delivers to a queue only if its policy allows it. */
const DELIVERY = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Service: ['events.amazonaws.com', 'sns.amazonaws.com'] },
      Action: 'sqs:SendMessage',
      Resource: '*',
    },
  ],
});

const createQueue = async ({ sqs }: Service, name: string): Promise<{ queueUrl: string; arn: string }> => {
  queueNumber += 1;
  const QueueName = `inbox-${RUN}-${name}-${queueNumber}`;
  const { QueueUrl } = await sqs.send(
    new CreateQueueCommand({ QueueName, Attributes: { Policy: DELIVERY } }),
  );
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
  );
  return { queueUrl: QueueUrl!, arn: Attributes!['QueueArn']! };
};

/**
 * The versions of a product's events in the order in which SNS first accepted them. The output of the local cloud has
 * this order; the inbox has not, because standard queues deliver in any order.
 */
export const acceptedVersions = (
  { local }: Service,
  productId: string,
  topics: Inbox<Envelope>,
): number[] => {
  const versionOf = new Map(topics.received.map(({ id, sequence }) => [id, Number(sequence)]));
  const accepted = local.lines.filter(
    ({ event, via, subject }) => event === 'published' && via === 'sns' && subject === productId,
  );
  // A set keeps the order of the first insertions.
  return [...new Set(accepted.map(({ id }) => String(id)))].map((id) => versionOf.get(id) ?? NaN);
};

/** The new price in the data of `product.productUpdated`. */
export const newPriceIn = (data: Envelope['data']): number | undefined =>
  (data['new'] as { price?: number } | undefined)?.price;
