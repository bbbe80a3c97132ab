import { SQSClient } from '@aws-sdk/client-sqs';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { arnOf, parseArn } from '../../core/account.js';
import { pollQueue } from './event-source.js';
import { functionOf } from './function-resource.js';
import { flag, resourceType, TAGS, whole } from '../../service-model/resource-type.js';

export const eventSourceMapping = resourceType(
  {
    EventSourceArn: z.string(),
    FunctionName: z.string(),
    BatchSize: whole.default(10),
    MaximumBatchingWindowInSeconds: whole.default(0),
    FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).default([]),
    ScalingConfig: z.strictObject({ MaximumConcurrency: whole.optional() }).optional(),
    Enabled: flag.default(true),
    Tags: TAGS,
  },
  ({ properties }, cloud) => {
    const { EventSourceArn, BatchSize, MaximumBatchingWindowInSeconds, FunctionResponseTypes } = properties;
    const { service } = parseArn(EventSourceArn);
    if (service !== 'sqs') throw new Error(`the local cloud polls SQS queues only, not ${EventSourceArn}`);
    const lambda = functionOf(cloud, properties.FunctionName);
    const maximum = properties.ScalingConfig?.MaximumConcurrency ?? lambda.concurrency;
    const { accessKeyId, secretAccessKey, sessionToken } = lambda.credentials;
    if (properties.Enabled) {
      cloud.onceDeployed(() => {
        const sqs = new SQSClient({
          endpoint: cloud.endpoint,
          region: cloud.account.region,
          credentials: { accessKeyId, secretAccessKey, sessionToken },
        });
        const source = {
          queueArn: EventSourceArn,
          queueUrl: cloud.messaging.queueUrl(EventSourceArn),
          batchSize: BatchSize,
          batchingWindow: MaximumBatchingWindowInSeconds,
          concurrency: Math.min(maximum, lambda.concurrency),
          reportsFailures: FunctionResponseTypes.length > 0,
        };
        return pollQueue(source, lambda, sqs, cloud.time, cloud.log);
      });
    }
    const id = randomUUID();
    return {
      ref: id,
      attributes: {
        Id: id,
        EventSourceMappingArn: arnOf(cloud.account, 'lambda', `event-source-mapping:${id}`),
      },
    };
  },
);
