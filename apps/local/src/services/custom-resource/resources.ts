import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { isObject } from '../../cloud-formation/intrinsics.js';
import type { ResourceType } from '../../service-model/resource-type.js';
import { functionOf } from '../lambda/function-resource.js';
import { whole } from '../../service-model/resource-type.js';

const PROPERTIES = z.looseObject({ ServiceToken: z.string(), ServiceTimeout: whole.default(3600) });

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/crpg-ref-responses.html */
const RESPONSE = z.object({
  Status: z.enum(['SUCCESS', 'FAILED']),
  Reason: z.string().optional(),
  PhysicalResourceId: z.string().min(1).max(1024),
  RequestId: z.string(),
  LogicalResourceId: z.string(),
  StackId: z.string(),
  Data: z.record(z.string(), z.unknown()).optional(),
});

/** A function that has returned without answering will not answer any more, this many ms later. */
const LATE_ANSWER_MS = 1000;

/** Runs the function behind its ServiceToken, as CloudFormation does when a stack is created. */
export const customResource: ResourceType<z.infer<typeof PROPERTIES>> = {
  properties: PROPERTIES,
  async create({ logicalId, type, properties }, cloud) {
    const { ServiceTimeout, ...rest } = properties;
    const lambda = functionOf(cloud, properties.ServiceToken);
    const { url, answer } = cloud.customResources.expect();
    const request = {
      RequestType: 'Create',
      RequestId: randomUUID(),
      ResponseURL: url,
      StackId: cloud.account.stackId,
      ServiceToken: properties.ServiceToken,
      ResourceType: type,
      LogicalResourceId: logicalId,
      ResourceProperties: asTexts(rest),
    };
    const run = lambda.invoke(request, `create ${logicalId}`).then(async (outcome) => {
      if ('error' in outcome) throw new Error(`${outcome.error.errorType}: ${outcome.error.errorMessage}`);
      await sleep(LATE_ANSWER_MS);
      throw new Error(`${lambda.name} returned without answering the ResponseURL`);
    });
    const late = sleep(cloud.time.limit(ServiceTimeout), undefined, { ref: false }).then(() => {
      throw new Error(`${lambda.name} did not answer within ${ServiceTimeout} seconds`);
    });
    const body = await Promise.race([answer, run, late]);

    const response = RESPONSE.parse(JSON.parse(body));
    if (response.Status === 'FAILED') throw new Error(response.Reason ?? `${lambda.name} answered FAILED`);
    for (const field of ['RequestId', 'LogicalResourceId', 'StackId'] as const) {
      if (response[field] !== request[field])
        throw new Error(`${lambda.name} answered with another ${field}`);
    }
    return { ref: response.PhysicalResourceId, ...(response.Data && { attributes: response.Data }) };
  },
};

/** CloudFormation turns every number and boolean into a text on the way. */
const asTexts = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(asTexts);
  if (!isObject(value)) return String(value);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, asTexts(item)]));
};
