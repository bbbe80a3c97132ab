import { z } from 'zod';
import { ignored, whole } from '../../service-model/resource-type.js';
import type { LambdaService } from '../lambda/index.js';
import { fixedText } from './gateway-responses.js';
import type { Integration } from './method.js';

/** A mapping expression with a fixed text, such as `'*'`. */
export const FIXED_TEXT = z.string().transform((expression, context) => {
  const text = fixedText(expression);
  if (text !== undefined) return text;
  context.addIssue(`the local cloud knows fixed texts such as 'text' here, not ${expression}`);
  return z.NEVER;
});

/** A body template without variables and directives. */
const FIXED_BODY = z.string().regex(/^[^$#]*$/, 'the local cloud knows fixed bodies only');

const MOCK = z.strictObject({
  Type: z.literal('MOCK'),
  IntegrationResponses: z
    .array(
      z.strictObject({
        StatusCode: whole,
        ResponseParameters: z
          .record(z.string().startsWith('method.response.header.'), FIXED_TEXT)
          .default({}),
        ResponseTemplates: z.record(z.literal('application/json'), FIXED_BODY).optional(),
      }),
    )
    .length(1),
  RequestTemplates: ignored('they choose one of several answers, and there is only one'),
  PassthroughBehavior: ignored('a mock does not read the body'),
});

const LAMBDA = z.strictObject({
  Type: z.literal('AWS_PROXY'),
  IntegrationHttpMethod: z.literal('POST'),
  Uri: z.string(),
  TimeoutInMillis: whole.default(29_000),
  PassthroughBehavior: ignored('a proxy forwards everything'),
  ContentHandling: ignored('a proxy converts nothing'),
});

/** The `Integration` of a method, in the forms that the local cloud supports. */
export const INTEGRATION = z.discriminatedUnion('Type', [MOCK, LAMBDA]);

/** @throws Error if it integrates anything but a function of the template */
export const integrationOf = (
  integration: z.infer<typeof INTEGRATION>,
  functions: LambdaService,
): Integration => {
  if (integration.Type === 'AWS_PROXY') {
    const { Uri, TimeoutInMillis } = integration;
    // arn:aws:apigateway:<region>:lambda:path/2015-03-31/functions/<function ARN>/invocations
    const [, functionArn] = /\/functions\/(.+)\/invocations$/.exec(Uri) ?? [];
    if (!functionArn) throw new Error(`the local cloud integrates functions only, not ${Uri}`);
    return { kind: 'lambda', function: functions.find(functionArn), timeout: TimeoutInMillis / 1000 };
  }
  const [response] = integration.IntegrationResponses;
  const headers = Object.entries(response?.ResponseParameters ?? {}).map(([name, value]) => [
    name.slice('method.response.header.'.length),
    value,
  ]);
  const body = response?.ResponseTemplates?.['application/json'] ?? '';
  return {
    kind: 'mock',
    status: response?.StatusCode ?? 200,
    headers: { ...(body && { 'content-type': 'application/json' }), ...Object.fromEntries(headers) },
    body,
  };
};
