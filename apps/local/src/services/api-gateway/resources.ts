import { createHash } from 'node:crypto';
import { z } from 'zod';
import {
  flag,
  generatedName,
  ignored,
  inertType,
  resourceType,
  type ResourceTypes,
  TAGS,
} from '../../service-model/resource-type.js';
import type { ServiceContext } from '../../service-model/service.js';
import type { LambdaService } from '../lambda/index.js';
import { GATEWAY_RESPONSE, setGatewayResponse } from './gateway-response-resource.js';
import { INTEGRATION, integrationOf } from './integration.js';
import { importBody } from './open-api.js';
import type { RestApi } from './rest-api.js';
import { METHOD_SETTINGS } from './throttle.js';

/** An id in the form of API Gateway's. */
const idOf = (logicalId: string): string => createHash('sha256').update(logicalId).digest('hex').slice(0, 10);

export const resources = (
  { account }: ServiceContext,
  api: RestApi,
  lambda: LambdaService,
): ResourceTypes => ({
  'AWS::ApiGateway::Account': inertType(
    'it allows API Gateway to write logs, which are shown here in any case',
  ),
  'AWS::ApiGateway::RestApi': resourceType(
    {
      Name: z.string().optional(),
      BinaryMediaTypes: z.array(z.string()).default([]),
      Body: z.record(z.string(), z.unknown()).optional(),
      Parameters: ignored('they repeat properties, for the import of the body'),
      Description: ignored('for people'),
      DisableExecuteApiEndpoint: ignored('the local address is the only one'),
      EndpointConfiguration: ignored('the local address is the only one'),
      MinimumCompressionSize: ignored('compression saves nothing on one machine'),
      Policy: ignored('only this machine can reach it'),
      Tags: TAGS,
    },
    ({ logicalId, properties: { BinaryMediaTypes, Body } }) => {
      const id = idOf(logicalId);
      const RootResourceId = idOf(`${logicalId}/`);
      api.define(id, BinaryMediaTypes);
      api.routes.addRoot(RootResourceId);
      if (Body) importBody(Body, RootResourceId, api, lambda);
      return { ref: id, attributes: { RestApiId: id, RootResourceId } };
    },
  ),
  'AWS::ApiGateway::Resource': resourceType(
    { RestApiId: z.string(), ParentId: z.string(), PathPart: z.string() },
    ({ logicalId, properties: { ParentId, PathPart } }) => {
      const id = idOf(logicalId);
      api.routes.addResource(id, ParentId, PathPart);
      return { ref: id, attributes: { ResourceId: id } };
    },
  ),
  'AWS::ApiGateway::Method': resourceType(
    {
      RestApiId: z.string(),
      ResourceId: z.string(),
      HttpMethod: z.string(),
      AuthorizationType: z.literal('NONE').default('NONE'),
      ApiKeyRequired: z.literal(false).optional(),
      Integration: INTEGRATION,
      RequestParameters: z.record(z.string().startsWith('method.request.'), flag).default({}),
      RequestValidatorId: z.string().optional(),
      OperationName: ignored('for generated clients'),
      MethodResponses: ignored('they describe answers for generated clients'),
    },
    ({ logicalId, properties }) => {
      const { ResourceId, HttpMethod, RequestParameters, RequestValidatorId } = properties;
      const required = Object.entries(RequestParameters).filter(([, isRequired]) => isRequired);
      api.routes.addMethod(ResourceId, HttpMethod, {
        integration: integrationOf(properties.Integration, lambda),
        requiredParameters: api.parameterValidators.has(RequestValidatorId ?? '')
          ? required.map(([name]) => name.slice('method.request.'.length))
          : [],
      });
      return { ref: idOf(logicalId) };
    },
  ),
  /** Bodies are validated against models. The local cloud has none: a method with models is refused. */
  'AWS::ApiGateway::RequestValidator': resourceType(
    {
      RestApiId: z.string(),
      Name: z.string().optional(),
      ValidateRequestBody: flag.default(false),
      ValidateRequestParameters: flag.default(false),
    },
    ({ logicalId, properties: { ValidateRequestParameters } }) => {
      const id = idOf(logicalId);
      if (ValidateRequestParameters) api.parameterValidators.add(id);
      return { ref: id, attributes: { RequestValidatorId: id } };
    },
  ),
  'AWS::ApiGateway::GatewayResponse': resourceType(
    {
      RestApiId: z.string(),
      ...GATEWAY_RESPONSE.shape,
    },
    ({ logicalId, properties: { RestApiId: _, ...response } }) => {
      setGatewayResponse(api, response);
      return { ref: idOf(logicalId), attributes: { Id: idOf(logicalId) } };
    },
  ),
  'AWS::ApiGateway::Deployment': resourceType(
    {
      RestApiId: z.string(),
      Description: ignored('for people'),
      StageName: z.never('give the deployment a stage of its own').optional(),
    },
    ({ logicalId }) => ({ ref: idOf(logicalId), attributes: { DeploymentId: idOf(logicalId) } }),
  ),
  'AWS::ApiGateway::Stage': resourceType(
    {
      RestApiId: z.string(),
      StageName: z.string().optional(),
      DeploymentId: ignored('the template has one deployment'),
      Variables: z.record(z.string(), z.string()).optional(),
      AccessLogSetting: ignored('the log shows every request'),
      Description: ignored('for people'),
      MethodSettings: METHOD_SETTINGS,
      TracingEnabled: ignored('there is no X-Ray here'),
      Tags: TAGS,
    },
    ({ logicalId, properties: { StageName, Variables, MethodSettings } }) => {
      const name = StageName ?? generatedName(account, logicalId, 128);
      api.setStage(name, Variables ?? null);
      api.throttle.configure(MethodSettings);
      return { ref: name };
    },
  ),
});
