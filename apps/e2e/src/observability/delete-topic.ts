import {
  CreateTopicCommand,
  DeleteTopicCommand,
  ListSubscriptionsByTopicCommand,
  ListTopicsCommand,
  SubscribeCommand,
  type SNSClient,
} from '@aws-sdk/client-sns';

/** Deletes the topic whose name matches. Returns a function that creates it again, with its subscriptions. */
export const deleteTopic = async (sns: SNSClient, name: RegExp): Promise<() => Promise<void>> => {
  const { Topics = [] } = await sns.send(new ListTopicsCommand({}));
  const TopicArn = Topics.map((topic) => topic.TopicArn!).find((arn) => name.test(arn))!;
  const { Subscriptions = [] } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
  await sns.send(new DeleteTopicCommand({ TopicArn }));
  return async () => {
    await sns.send(new CreateTopicCommand({ Name: TopicArn.split(':').at(-1)! }));
    for (const { Protocol, Endpoint } of Subscriptions)
      await sns.send(new SubscribeCommand({ TopicArn, Protocol, Endpoint }));
  };
};
