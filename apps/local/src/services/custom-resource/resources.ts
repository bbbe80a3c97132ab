import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { isObject } from '../../core/json.js';
import { type ResourceType, whole } from '../../service-model/resource-type.js';
import type { ServiceContext } from '../../service-model/service.js';
import type { LambdaService } from '../lambda/index.js';
import type { Responses } from './responses.js';

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

/** Waiting time, in ms, for an answer that arrives after the function has returned. */
const LATE_ANSWER_MS = 1000;

/** Invokes the function of the ServiceToken, as CloudFormation does when it creates a stack. */
export const customResource = (
  { account, time }: ServiceContext,
  lambda: LambdaService,
  responses: Responses,
): ResourceType<z.infer<typeof PROPERTIES>> => ({
  properties: PROPERTIES,
  async create({ logicalId, type, properties }) {
    const { ServiceTimeout, ...rest } = properties;
    const provider = lambda.find(properties.ServiceToken);
    const { url, answer } = responses.expect();
    const request = {
      RequestType: 'Create',
      RequestId: randomUUID(),
      ResponseURL: url,
      StackId: account.stackId,
      ServiceToken: properties.ServiceToken,
      ResourceType: type,
      LogicalResourceId: logicalId,
      ResourceProperties: asTexts(rest),
    };
    const run = provider.invoke(request, `create ${logicalId}`).then(async (outcome) => {
      if ('error' in outcome) throw new Error(`${outcome.error.errorType}: ${outcome.error.errorMessage}`);
      await sleep(LATE_ANSWER_MS);
      throw new Error(`${provider.name} returned without answering the ResponseURL`);
    });
    const late = sleep(time.limit(ServiceTimeout), undefined, { ref: false }).then(() => {
      throw new Error(`${provider.name} did not answer within ${ServiceTimeout} seconds`);
    });
    const body = await Promise.race([answer, run, late]);

    const response = RESPONSE.parse(JSON.parse(body));
    if (response.Status === 'FAILED') throw new Error(response.Reason ?? `${provider.name} answered FAILED`);
    for (const field of ['RequestId', 'LogicalResourceId', 'StackId'] as const) {
      if (response[field] !== request[field])
        throw new Error(`${provider.name} answered with another ${field}`);
    }
    return { ref: response.PhysicalResourceId, ...(response.Data && { attributes: response.Data }) };
  },
});

/** CloudFormation sends every number and boolean as text. */
const asTexts = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(asTexts);
  if (!isObject(value)) return String(value);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, asTexts(item)]));
};
