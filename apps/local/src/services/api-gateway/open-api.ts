import { importOpenApi } from '@product-service/cloud-formation';
import type { LambdaService } from '../lambda/index.js';
import { GATEWAY_RESPONSE, setGatewayResponse } from './gateway-response-resource.js';
import { INTEGRATION, integrationOf } from './integration.js';
import type { RestApi } from './rest-api.js';

/** Adds the methods and gateway responses of an OpenAPI document. @throws Error for what the local cloud does not know */
export const importBody = (
  body: Readonly<Record<string, unknown>>,
  rootId: string,
  api: RestApi,
  lambda: LambdaService,
): void => {
  const { methods, gatewayResponses } = importOpenApi(body);
  const known = new Set<string>();
  /** Adds the resources of a path that are missing. @returns the id of the last one */
  const resourceOf = (path: string): string => {
    if (path === '/') return rootId;
    const [parent, part] = [
      path.slice(0, path.lastIndexOf('/')) || '/',
      path.slice(path.lastIndexOf('/') + 1),
    ];
    const parentId = resourceOf(parent);
    if (!known.has(path)) api.routes.addResource(path, parentId, part);
    known.add(path);
    return path;
  };
  for (const { path, HttpMethod, Integration } of methods) {
    const integration = integrationOf(INTEGRATION.parse(Integration), lambda);
    api.routes.addMethod(resourceOf(path), HttpMethod, { integration, requiredParameters: [] });
  }
  for (const response of gatewayResponses) setGatewayResponse(api, GATEWAY_RESPONSE.parse(response));
};
