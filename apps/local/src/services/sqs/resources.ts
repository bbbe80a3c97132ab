import { CreateQueueCommand } from '@aws-sdk/client-sqs';
import { z } from 'zod';
import { arnOf } from '../../core/account.js';
import {
  document,
  ENCRYPTION,
  flag,
  generatedName,
  nothingToRun,
  resourceType,
  TAGS,
  whole,
} from '../../service-model/resource-type.js';

const REDRIVE = z.object({ deadLetterTargetArn: z.string(), maxReceiveCount: whole });

export const queue = resourceType(
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
    RedriveAllowPolicy: nothingToRun(
      'it limits who may redrive, and the template names the only one who does',
    ),
    DeduplicationScope: z.literal('queue', 'the emulator deduplicates for a whole queue').optional(),
    FifoThroughputLimit: nothingToRun('the emulator has no such limit'),
    SqsManagedSseEnabled: ENCRYPTION,
    KmsMasterKeyId: ENCRYPTION,
    KmsDataKeyReusePeriodSeconds: ENCRYPTION,
    Tags: TAGS,
  },
  async ({ logicalId, properties }, cloud) => {
    const { FifoQueue, ContentBasedDeduplication, VisibilityTimeout, DelaySeconds, RedrivePolicy } =
      properties;
    const QueueName = properties.QueueName ?? generatedName(cloud, logicalId, 80, FifoQueue ? '.fifo' : '');
    const Attributes: Record<string, unknown> = {
      FifoQueue: FifoQueue || undefined,
      ContentBasedDeduplication: ContentBasedDeduplication || undefined,
      VisibilityTimeout: cloud.time.visibility(VisibilityTimeout),
      DelaySeconds: cloud.time.wholeSeconds(DelaySeconds),
      // Passed on, but neither scaled nor enforced: fauxqs keeps messages as long as it runs.
      MessageRetentionPeriod: properties.MessageRetentionPeriod,
      MaximumMessageSize: properties.MaximumMessageSize,
      ReceiveMessageWaitTimeSeconds: properties.ReceiveMessageWaitTimeSeconds,
      RedrivePolicy: RedrivePolicy && JSON.stringify(RedrivePolicy),
    };
    const texts = Object.entries(Attributes).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)] as const],
    );
    await cloud.messaging.sqs.send(
      new CreateQueueCommand({ QueueName, Attributes: Object.fromEntries(texts) }),
    );
    if (RedrivePolicy) cloud.deadLetterQueues.add(RedrivePolicy.deadLetterTargetArn);
    const Arn = arnOf(cloud.account, 'sqs', QueueName);
    cloud.policies.protect(Arn);
    const QueueUrl = cloud.messaging.queueUrl(Arn);
    return { ref: QueueUrl, attributes: { Arn, QueueName, QueueUrl } };
  },
);
