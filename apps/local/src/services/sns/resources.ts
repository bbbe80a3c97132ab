import { CreateTopicCommand, SubscribeCommand, UnsubscribeCommand } from '@aws-sdk/client-sns';
import { z } from 'zod';
import { arnOf, parseArn } from '../../core/account.js';
import { compilePattern } from '../event-bridge/pattern/pattern.js';
import {
  document,
  ENCRYPTION,
  flag,
  generatedName,
  nothingToRun,
  resourceType,
  TAGS,
} from '../../service-model/resource-type.js';

export const topic = resourceType(
  {
    TopicName: z.string().optional(),
    FifoTopic: flag.optional(),
    ContentBasedDeduplication: flag.optional(),
    DisplayName: nothingToRun('shown in e-mails'),
    KmsMasterKeyId: ENCRYPTION,
    TracingConfig: nothingToRun('there is no X-Ray here'),
    DeliveryStatusLogging: nothingToRun('there is no CloudWatch here'),
    SignatureVersion: nothingToRun('the emulator signs nothing'),
    Tags: TAGS,
  },
  async ({ logicalId, properties }, cloud) => {
    const { TopicName, FifoTopic, ContentBasedDeduplication } = properties;
    const Name = TopicName ?? generatedName(cloud, logicalId, 256, FifoTopic ? '.fifo' : '');
    const Attributes = {
      ...(FifoTopic && { FifoTopic: 'true' }),
      ...(ContentBasedDeduplication && { ContentBasedDeduplication: 'true' }),
    };
    const { TopicArn = '' } = await cloud.messaging.sns.send(new CreateTopicCommand({ Name, Attributes }));
    // What is not made by calls, such as a policy, has to name it the same.
    const expected = arnOf(cloud.account, 'sns', Name);
    if (TopicArn !== expected) throw new Error(`the emulator calls it ${TopicArn} instead of ${expected}`);
    return { ref: TopicArn, attributes: { TopicArn, TopicName: Name } };
  },
);

export const subscription = resourceType(
  {
    TopicArn: z.string(),
    Protocol: z.literal('sqs', 'the local cloud delivers to SQS only'),
    Endpoint: z.string(),
    RawMessageDelivery: flag.optional(),
    FilterPolicy: document.optional(),
    FilterPolicyScope: z.enum(['MessageAttributes', 'MessageBody']).optional(),
    RedrivePolicy: nothingToRun('the emulator never fails to deliver to a queue that exists'),
    Region: nothingToRun('there is one region here'),
  },
  async ({ properties }, cloud) => {
    const { TopicArn, Protocol, Endpoint, RawMessageDelivery, FilterPolicy, FilterPolicyScope } = properties;
    // The emulator would take an operator that it does not know for one that never matches.
    if (FilterPolicy) compilePattern(JSON.stringify(FilterPolicy));
    const Attributes = {
      ...(RawMessageDelivery && { RawMessageDelivery: 'true' }),
      ...(FilterPolicy && { FilterPolicy: JSON.stringify(FilterPolicy) }),
      ...(FilterPolicyScope && { FilterPolicyScope }),
    };
    const { SubscriptionArn = '' } = await cloud.messaging.sns.send(
      new SubscribeCommand({ TopicArn, Protocol, Endpoint, Attributes, ReturnSubscriptionArn: true }),
    );
    cloud.onceDeployed(async () => {
      const request = { principal: 'sns.amazonaws.com', action: 'sqs:SendMessage', resource: Endpoint };
      // In the cloud every message would be lost. The emulator knows no policies, so it has to forget the subscription.
      if (
        cloud.policies.refuse(parseArn(TopicArn).resource, { ...request, source: TopicArn }) !== undefined
      ) {
        await cloud.messaging.sns.send(new UnsubscribeCommand({ SubscriptionArn }));
      }
      return { stop: () => {} };
    });
    return { ref: SubscriptionArn, attributes: { Arn: SubscriptionArn } };
  },
);
