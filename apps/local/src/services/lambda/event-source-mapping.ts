import { SQSClient } from '@aws-sdk/client-sqs';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { arnOf, parseArn } from '../../core/account.js';
import { flag, resourceType, TAGS, whole } from '../../service-model/resource-type.js';
import type { ServiceContext } from '../../service-model/service.js';
import type { LambdaDependencies } from './dependencies.js';
import { pollQueue } from './event-source.js';
import type { Functions } from './functions.js';

const PROPERTIES = {
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  BatchSize: whole.default(10),
  MaximumBatchingWindowInSeconds: whole.default(0),
  FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).default([]),
  ScalingConfig: z.strictObject({ MaximumConcurrency: whole.optional() }).optional(),
  Enabled: flag.default(true),
  Tags: TAGS,
};

/** The type `AWS::Lambda::EventSourceMapping`. Polling begins when all resources exist. */
export const eventSourceMapping = (
  context: ServiceContext,
  functions: Functions,
  { endpoint, queues }: LambdaDependencies,
) => {
  const { account, onDeployed } = context;
  return resourceType(PROPERTIES, ({ properties }) => {
    const { EventSourceArn, BatchSize, MaximumBatchingWindowInSeconds, FunctionResponseTypes } = properties;
    const { service } = parseArn(EventSourceArn);
    if (service !== 'sqs') throw new Error(`the local cloud polls SQS queues only, not ${EventSourceArn}`);
    const lambda = functions.find(properties.FunctionName);
    const maximum = properties.ScalingConfig?.MaximumConcurrency ?? lambda.concurrency;
    const { accessKeyId, secretAccessKey, sessionToken } = lambda.credentials;
    if (properties.Enabled) {
      functions.polledQueues.push({ queueArn: EventSourceArn, functionArn: lambda.arn });
      onDeployed(() => {
        const sqs = new SQSClient({
          endpoint,
          region: account.region,
          credentials: { accessKeyId, secretAccessKey, sessionToken },
        });
        const source = {
          queueArn: EventSourceArn,
          queueUrl: queues.urlOf(EventSourceArn),
          batchSize: BatchSize,
          batchingWindow: MaximumBatchingWindowInSeconds,
          concurrency: Math.min(maximum, lambda.concurrency),
          reportsFailures: FunctionResponseTypes.length > 0,
          visibilityTimeout: async () => (await queues.visibilityTimeout(EventSourceArn)) * 1000,
        };
        return pollQueue(source, lambda, sqs, context);
      });
    }
    const id = randomUUID();
    const EventSourceMappingArn = arnOf(account, 'lambda', `event-source-mapping:${id}`);
    return { ref: id, attributes: { Id: id, EventSourceMappingArn } };
  });
};
