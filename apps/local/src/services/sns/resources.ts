import {
  CreateTopicCommand,
  type SNSClient,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import { z } from 'zod';
import { arnOf, parseArn } from '../../core/account.js';
import {
  document,
  ENCRYPTION,
  flag,
  generatedName,
  ignored,
  resourceType,
  type ResourceTypes,
  TAGS,
} from '../../service-model/resource-type.js';
import type { ServiceContext } from '../../service-model/service.js';
import { compilePattern } from '../event-bridge/index.js';
import { type Policies, RESOURCE_POLICY } from '../iam/index.js';

export const resources = (
  { account, onDeployed }: ServiceContext,
  client: SNSClient,
  policies: Policies,
): ResourceTypes => ({
  'AWS::SNS::Topic': resourceType(
    {
      TopicName: z.string().optional(),
      FifoTopic: flag.optional(),
      ContentBasedDeduplication: flag.optional(),
      DisplayName: ignored('shown in e-mails'),
      KmsMasterKeyId: ENCRYPTION,
      TracingConfig: ignored('there is no X-Ray here'),
      DeliveryStatusLogging: ignored('there is no CloudWatch here'),
      SignatureVersion: ignored('the emulator signs nothing'),
      Tags: TAGS,
    },
    async ({ logicalId, properties }) => {
      const { TopicName, FifoTopic, ContentBasedDeduplication } = properties;
      const Name = TopicName ?? generatedName(account, logicalId, 256, FifoTopic ? '.fifo' : '');
      const Attributes = {
        ...(FifoTopic && { FifoTopic: 'true' }),
        ...(ContentBasedDeduplication && { ContentBasedDeduplication: 'true' }),
      };
      const { TopicArn = '' } = await client.send(new CreateTopicCommand({ Name, Attributes }));
      // Other resources, such as a policy, use the expected ARN.
      const expected = arnOf(account, 'sns', Name);
      if (TopicArn !== expected)
        throw new Error(`the emulator has named it ${TopicArn} instead of ${expected}`);
      return { ref: TopicArn, attributes: { TopicArn, TopicName: Name } };
    },
  ),
  'AWS::SNS::Subscription': resourceType(
    {
      TopicArn: z.string(),
      Protocol: z.literal('sqs', 'the local cloud delivers to SQS only'),
      Endpoint: z.string(),
      RawMessageDelivery: flag.optional(),
      FilterPolicy: document.optional(),
      FilterPolicyScope: z.enum(['MessageAttributes', 'MessageBody']).optional(),
      RedrivePolicy: ignored('the emulator never fails to deliver to a queue that exists'),
      Region: ignored('there is one region here'),
    },
    async ({ properties }) => {
      const { TopicArn, Protocol, Endpoint, RawMessageDelivery, FilterPolicy, FilterPolicyScope } =
        properties;
      // The emulator treats an unknown operator as one that never matches. Here it is an error.
      if (FilterPolicy) compilePattern(JSON.stringify(FilterPolicy));
      const Attributes = {
        ...(RawMessageDelivery && { RawMessageDelivery: 'true' }),
        ...(FilterPolicy && { FilterPolicy: JSON.stringify(FilterPolicy) }),
        ...(FilterPolicyScope && { FilterPolicyScope }),
      };
      const { SubscriptionArn = '' } = await client.send(
        new SubscribeCommand({ TopicArn, Protocol, Endpoint, Attributes, ReturnSubscriptionArn: true }),
      );
      onDeployed(async () => {
        const request = { principal: 'sns.amazonaws.com', action: 'sqs:SendMessage', resource: Endpoint };
        const denial = policies.enforce(parseArn(TopicArn).resource, { ...request, source: TopicArn });
        // In the cloud every message would be lost. The emulator has no policies, so the subscription is removed.
        if (denial !== undefined) await client.send(new UnsubscribeCommand({ SubscriptionArn }));
        return { stop: () => {} };
      });
      return { ref: SubscriptionArn, attributes: { Arn: SubscriptionArn } };
    },
  ),
  'AWS::SNS::TopicPolicy': resourceType(
    { Topics: z.array(z.string()), PolicyDocument: RESOURCE_POLICY },
    ({ logicalId, properties: { Topics, PolicyDocument } }) => {
      for (const arn of Topics) policies.attachToResource(arn, PolicyDocument);
      return { ref: logicalId };
    },
  ),
});
