import { importOpenApi, isObject } from '@product-service/cloud-formation';
import type { EvaluatedResource } from './evaluate-template.js';
import { type Facts, type FactTable, list, nothing, settings, settingsOf } from './resource-facts.js';
import { symbolIn } from './symbols.js';

const NO_API = { methods: [], gatewayResponses: [] };

const methodFacts: (path: string, ...of: Parameters<Facts>) => ReturnType<Facts> = (
  path,
  resource,
  context,
) => {
  const {
    HttpMethod,
    ResourceId: _,
    RestApiId: _api,
    MethodResponses: _responses,
    ...rest
  } = resource.properties;
  const type = 'AWS::ApiGateway::Method';
  return settingsOf(`API ${HttpMethod} ${path}`, { ...resource, type, properties: rest }, context);
};

const gatewayResponseFacts: Facts = (resource, context) => {
  const { ResponseType, RestApiId: _, ...rest } = resource.properties;
  const type = 'AWS::ApiGateway::GatewayResponse';
  return settingsOf(`API response ${ResponseType}`, { ...resource, type, properties: rest }, context);
};

const pathOf = (resourceId: unknown, resources: readonly EvaluatedResource[]): string => {
  const id = symbolIn(resourceId)?.logicalId;
  const resource = resources.find(
    ({ logicalId, type }) => logicalId === id && type === 'AWS::ApiGateway::Resource',
  );
  if (!resource) return '';
  return `${pathOf(resource.properties['ParentId'], resources)}/${resource.properties['PathPart']}`;
};

export const API_FACTS: FactTable = {
  'AWS::ApiGateway::RestApi': (resource, context) => {
    // Parameters of an import repeat other settings.
    const { Body, Parameters: _, ...rest } = resource.properties;
    const { methods, gatewayResponses } = Body === undefined ? NO_API : importOpenApi(Body);
    return [
      ...settingsOf('API', { ...resource, properties: rest }, context),
      ...methods.flatMap(({ path, ...method }) =>
        methodFacts(path, { ...resource, properties: method }, context),
      ),
      ...gatewayResponses.flatMap((it) => gatewayResponseFacts({ ...resource, properties: it }, context)),
    ];
  },
  'AWS::ApiGateway::Method': (resource, context) =>
    methodFacts(pathOf(resource.properties['ResourceId'], context.resources), resource, context),
  'AWS::ApiGateway::GatewayResponse': (resource, context) => gatewayResponseFacts(resource, context),
  'AWS::ApiGateway::Stage': (resource, context) => {
    const { MethodSettings, ...rest } = resource.properties;
    // False is the default.
    const methods = list(MethodSettings).map((it) =>
      isObject(it) && it['DataTraceEnabled'] === false ? { ...it, DataTraceEnabled: undefined } : it,
    );
    return settings({ ...resource, properties: { ...rest, MethodSettings: methods } }, context);
  },
  'AWS::ApiGateway::Resource': nothing("it is a part of a method's path"),
  'AWS::ApiGateway::Deployment': nothing('it is a snapshot of the API, which each tool makes in its own way'),
};
