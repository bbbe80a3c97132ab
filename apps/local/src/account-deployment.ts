import type { Deployment } from './cloud-formation/deploy.js';
import { resolveDynamicReferences } from './cloud-formation/dynamic-references.js';
import { resourceTypesOf } from './cloud-formation/find-resource-type.js';
import { addSharedResources, withLocalApi } from './core/local-overrides.js';
import type { ServiceContext } from './service-model/service.js';
import type { Services } from './services/index.js';

/** Adds what stacks of other services share with this one. */
export const addResourcesOfOtherStacks = (env: string, { events: { buses }, ssm }: Services): void =>
  addSharedResources(env, {
    createBus(name) {
      buses.createBus(name);
      return buses.busArn(name);
    },
    putParameter: ssm.parameters.put,
  });

/** @param apiAddress replaces the API's address in the cloud. */
export const deploymentTo = (
  { account }: ServiceContext,
  services: Services,
  apiAddress: string,
): Deployment => {
  const parameter = services.ssm.parameters.get;
  const secret = services.secretsmanager.secrets.get;
  const { restApi } = services.apigateway;
  return {
    account,
    resourceTypeOf: resourceTypesOf(account, Object.values(services)),
    parameter,
    text(text) {
      const resolved = resolveDynamicReferences(text, parameter, secret);
      return restApi.id ? withLocalApi(resolved, restApi.id, apiAddress) : resolved;
    },
  };
};
