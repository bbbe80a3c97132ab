import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Integration } from './method.js';
import { fixedText, unknownInTemplate } from './gateway-responses.js';
import type { Cloud } from '../../service-model/service.js';
import { functionOf } from '../lambda/function-resource.js';
import {
  flag,
  generatedName,
  nothingToRun,
  resourceType,
  TAGS,
  whole,
} from '../../service-model/resource-type.js';

/** As API Gateway's ids look like. */
const idOf = (logicalId: string): string => createHash('sha256').update(logicalId).digest('hex').slice(0, 10);

const FIXED_TEXT = z.string().transform((expression, context) => {
  const text = fixedText(expression);
  if (text !== undefined) return text;
  context.addIssue(`the local cloud knows fixed texts such as 'text' here, not ${expression}`);
  return z.NEVER;
});

export const restApi = resourceType(
  {
    Name: z.string().optional(),
    BinaryMediaTypes: z.array(z.string()).default([]),
    Description: nothingToRun('for people'),
    DisableExecuteApiEndpoint: nothingToRun('the local address is the only one'),
    EndpointConfiguration: nothingToRun('the local address is the only one'),
    MinimumCompressionSize: nothingToRun('nothing is gained by compressing here'),
    Policy: nothingToRun('only this machine can reach it'),
    Tags: TAGS,
  },
  ({ logicalId, properties: { BinaryMediaTypes } }, cloud) => {
    const id = idOf(logicalId);
    const RootResourceId = idOf(`${logicalId}/`);
    cloud.restApi.define(id, BinaryMediaTypes);
    cloud.restApi.routes.addRoot(RootResourceId);
    return { ref: id, attributes: { RestApiId: id, RootResourceId } };
  },
);

export const resource = resourceType(
  { RestApiId: z.string(), ParentId: z.string(), PathPart: z.string() },
  ({ logicalId, properties: { ParentId, PathPart } }, cloud) => {
    const id = idOf(logicalId);
    cloud.restApi.routes.addResource(id, ParentId, PathPart);
    return { ref: id, attributes: { ResourceId: id } };
  },
);

const MOCK = z.strictObject({
  Type: z.literal('MOCK'),
  IntegrationResponses: z
    .array(
      z.strictObject({
        StatusCode: whole,
        ResponseParameters: z
          .record(z.string().startsWith('method.response.header.'), FIXED_TEXT)
          .default({}),
        ResponseTemplates: z.record(z.string(), z.literal('')).optional(),
      }),
    )
    .length(1),
  RequestTemplates: nothingToRun('they choose between several answers, and there is one'),
  PassthroughBehavior: nothingToRun('a mock looks at no body'),
});

const LAMBDA = z.strictObject({
  Type: z.literal('AWS_PROXY'),
  IntegrationHttpMethod: z.literal('POST'),
  Uri: z.string(),
  TimeoutInMillis: whole.default(29_000),
  PassthroughBehavior: nothingToRun('a proxy passes everything'),
  ContentHandling: nothingToRun('a proxy converts nothing'),
});

export const method = resourceType(
  {
    RestApiId: z.string(),
    ResourceId: z.string(),
    HttpMethod: z.string(),
    AuthorizationType: z.literal('NONE').default('NONE'),
    ApiKeyRequired: z.literal(false).optional(),
    Integration: z.discriminatedUnion('Type', [MOCK, LAMBDA]),
    RequestParameters: z.record(z.string().startsWith('method.request.'), flag).default({}),
    RequestValidatorId: z.string().optional(),
    OperationName: nothingToRun('for generated clients'),
    MethodResponses: nothingToRun('they describe answers, for generated clients'),
  },
  ({ logicalId, properties }, cloud) => {
    const { ResourceId, HttpMethod, RequestParameters, RequestValidatorId } = properties;
    const required = Object.entries(RequestParameters).filter(([, isRequired]) => isRequired);
    cloud.restApi.routes.addMethod(ResourceId, HttpMethod, {
      integration: integrationOf(properties.Integration, cloud),
      requiredParameters: cloud.restApi.parameterValidators.has(RequestValidatorId ?? '')
        ? required.map(([name]) => name.slice('method.request.'.length))
        : [],
    });
    return { ref: idOf(logicalId) };
  },
);

const integrationOf = (
  integration: z.infer<typeof MOCK> | z.infer<typeof LAMBDA>,
  cloud: Cloud,
): Integration => {
  if (integration.Type === 'AWS_PROXY') {
    const { Uri, TimeoutInMillis } = integration;
    // arn:aws:apigateway:<region>:lambda:path/2015-03-31/functions/<function ARN>/invocations
    const [, functionArn] = /\/functions\/(.+)\/invocations$/.exec(Uri) ?? [];
    if (!functionArn) throw new Error(`the local cloud integrates functions only, not ${Uri}`);
    return { kind: 'lambda', function: functionOf(cloud, functionArn), timeout: TimeoutInMillis / 1000 };
  }
  const [response] = integration.IntegrationResponses;
  const headers = Object.entries(response?.ResponseParameters ?? {}).map(([name, value]) => [
    name.slice('method.response.header.'.length),
    value,
  ]);
  return { kind: 'mock', status: response?.StatusCode ?? 200, headers: Object.fromEntries(headers) };
};

/** Bodies are checked against models, which the local cloud does not know: a method that has some is refused. */
export const requestValidator = resourceType(
  {
    RestApiId: z.string(),
    Name: z.string().optional(),
    ValidateRequestBody: flag.default(false),
    ValidateRequestParameters: flag.default(false),
  },
  ({ logicalId, properties: { ValidateRequestParameters } }, cloud) => {
    const id = idOf(logicalId);
    if (ValidateRequestParameters) cloud.restApi.parameterValidators.add(id);
    return { ref: id, attributes: { RequestValidatorId: id } };
  },
);

export const gatewayResponse = resourceType(
  {
    RestApiId: z.string(),
    ResponseType: z.string(),
    StatusCode: whole.optional(),
    ResponseParameters: z.record(z.string().startsWith('gatewayresponse.header.'), FIXED_TEXT).default({}),
    ResponseTemplates: z
      .strictObject({
        'application/json': z
          .string()
          .refine((template) => unknownInTemplate(template) === undefined, {
            error: ({ input }) => `the local cloud does not know ${unknownInTemplate(String(input))} in it`,
          })
          .optional(),
      })
      .optional(),
  },
  ({ logicalId, properties }, cloud) => {
    const { ResponseType, StatusCode, ResponseParameters, ResponseTemplates } = properties;
    const headers = Object.entries(ResponseParameters).map(([name, value]) => [
      name.slice('gatewayresponse.header.'.length),
      value,
    ]);
    cloud.restApi.gatewayResponses.set(ResponseType, {
      status: StatusCode,
      headers: Object.fromEntries(headers),
      template: ResponseTemplates?.['application/json'],
    });
    return { ref: idOf(logicalId), attributes: { Id: idOf(logicalId) } };
  },
);

export const deployment = resourceType(
  {
    RestApiId: z.string(),
    Description: nothingToRun('for people'),
    StageName: z.never('give the deployment a stage of its own').optional(),
  },
  ({ logicalId }) => ({ ref: idOf(logicalId), attributes: { DeploymentId: idOf(logicalId) } }),
);

export const stage = resourceType(
  {
    RestApiId: z.string(),
    StageName: z.string().optional(),
    DeploymentId: nothingToRun('there is one deployment: the template'),
    Variables: z.record(z.string(), z.string()).optional(),
    AccessLogSetting: nothingToRun('every request shows in the log'),
    Description: nothingToRun('for people'),
    MethodSettings: nothingToRun('logging, metrics and throttling: one developer needs none of them'),
    TracingEnabled: nothingToRun('there is no X-Ray here'),
    Tags: TAGS,
  },
  ({ logicalId, properties: { StageName, Variables } }, cloud) => {
    const name = StageName ?? generatedName(cloud, logicalId, 128);
    cloud.restApi.setStage(name, Variables ?? null);
    return { ref: name };
  },
);
