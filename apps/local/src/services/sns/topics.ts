import {
  GetSubscriptionAttributesCommand,
  paginateListSubscriptions,
  paginateListTopics,
  type SNSClient,
} from '@aws-sdk/client-sns';

/** A queue that gets the messages of a topic. */
export interface QueueSubscription {
  readonly topicArn: string;
  readonly queueArn: string;
  /** JSON. Absent: the queue gets every message. */
  readonly filterPolicy?: string;
}

/** The topics in the emulator: also those that other programs have made. */
export interface Topics {
  /** ARNs. */
  all(): Promise<string[]>;
  queueSubscriptions(): Promise<QueueSubscription[]>;
}

export const topicsAt = (client: SNSClient): Topics => ({
  async all() {
    const topics: string[] = [];
    for await (const { Topics: page = [] } of paginateListTopics({ client }, {})) {
      topics.push(...page.flatMap(({ TopicArn }) => TopicArn ?? []));
    }
    return topics;
  },
  async queueSubscriptions() {
    const subscriptions: QueueSubscription[] = [];
    for await (const { Subscriptions = [] } of paginateListSubscriptions({ client }, {})) {
      for (const { Protocol, TopicArn, Endpoint, SubscriptionArn } of Subscriptions) {
        if (Protocol !== 'sqs' || TopicArn === undefined || Endpoint === undefined) continue;
        const { Attributes: { FilterPolicy } = {} } = await client.send(
          new GetSubscriptionAttributesCommand({ SubscriptionArn }),
        );
        subscriptions.push({
          topicArn: TopicArn,
          queueArn: Endpoint,
          ...(FilterPolicy && FilterPolicy !== '{}' && { filterPolicy: FilterPolicy }),
        });
      }
    }
    return subscriptions;
  },
});
