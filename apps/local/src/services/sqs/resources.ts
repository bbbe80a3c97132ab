import { CreateQueueCommand } from '@aws-sdk/client-sqs';
import { z } from 'zod';
import { arnOf, queueArnOf } from '../../core/account.js';
import {
  document,
  ENCRYPTION,
  flag,
  generatedName,
  ignored,
  resourceType,
  type ResourceTypes,
  TAGS,
  whole,
} from '../../service-model/resource-type.js';
import type { ServiceContext } from '../../service-model/service.js';
import { type Policies, RESOURCE_POLICY } from '../iam/index.js';
import type { Queues } from './queues.js';

const REDRIVE = z.object({ deadLetterTargetArn: z.string(), maxReceiveCount: whole });

export const resources = (
  { account, time }: ServiceContext,
  queues: Queues,
  deadLetterQueues: Set<string>,
  policies: Policies,
): ResourceTypes => ({
  'AWS::SQS::Queue': resourceType(
    {
      QueueName: z.string().optional(),
      FifoQueue: flag.optional(),
      ContentBasedDeduplication: flag.optional(),
      VisibilityTimeout: whole.default(30),
      DelaySeconds: whole.default(0),
      MessageRetentionPeriod: whole.optional(),
      MaximumMessageSize: whole.optional(),
      ReceiveMessageWaitTimeSeconds: whole.optional(),
      RedrivePolicy: document.pipe(REDRIVE).optional(),
      RedriveAllowPolicy: ignored(
        'it limits which queues may use this one, and the template contains all of them',
      ),
      DeduplicationScope: z.literal('queue', 'the emulator deduplicates for a whole queue').optional(),
      FifoThroughputLimit: ignored('the emulator has no such limit'),
      SqsManagedSseEnabled: ENCRYPTION,
      KmsMasterKeyId: ENCRYPTION,
      KmsDataKeyReusePeriodSeconds: ENCRYPTION,
      Tags: TAGS,
    },
    async ({ logicalId, properties }) => {
      const { FifoQueue, ContentBasedDeduplication, VisibilityTimeout, DelaySeconds, RedrivePolicy } =
        properties;
      const QueueName =
        properties.QueueName ?? generatedName(account, logicalId, 80, FifoQueue ? '.fifo' : '');
      const Attributes: Record<string, unknown> = {
        FifoQueue: FifoQueue || undefined,
        ContentBasedDeduplication: ContentBasedDeduplication || undefined,
        VisibilityTimeout: time.visibility(VisibilityTimeout),
        DelaySeconds: time.wholeSeconds(DelaySeconds),
        // Not divided by the speed. fauxqs does not enforce it: it keeps messages as long as it runs.
        MessageRetentionPeriod: properties.MessageRetentionPeriod,
        MaximumMessageSize: properties.MaximumMessageSize,
        ReceiveMessageWaitTimeSeconds: properties.ReceiveMessageWaitTimeSeconds,
        RedrivePolicy: RedrivePolicy && JSON.stringify(RedrivePolicy),
      };
      const texts = Object.entries(Attributes).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, String(value)] as const],
      );
      await queues.client.send(new CreateQueueCommand({ QueueName, Attributes: Object.fromEntries(texts) }));
      if (RedrivePolicy) deadLetterQueues.add(RedrivePolicy.deadLetterTargetArn);
      const Arn = arnOf(account, 'sqs', QueueName);
      policies.protect(Arn);
      const QueueUrl = queues.urlOf(Arn);
      return { ref: QueueUrl, attributes: { Arn, QueueName, QueueUrl } };
    },
  ),
  'AWS::SQS::QueuePolicy': resourceType(
    { Queues: z.array(z.string()), PolicyDocument: RESOURCE_POLICY },
    ({ logicalId, properties: { Queues: urls, PolicyDocument } }) => {
      for (const url of urls) policies.attachToResource(queueArnOf(url, account), PolicyDocument);
      return { ref: logicalId };
    },
  ),
});
