import { ownValue } from '../core/json.js';
import type { ResourceType, ResourceTypes } from '../service-model/resource-type.js';
import type { AwsService } from '../service-model/service.js';
import { inertResources } from './inert-resources.js';
import type { Account } from '../core/account.js';

/** Finds how resources of a CloudFormation type are created. Undefined: no service has the type. */
export type FindResourceType = (type: string) => ResourceType | undefined;

/** The types of all services, and those without a service. */
export const resourceTypesOf = (account: Account, services: Iterable<AwsService>): FindResourceType => {
  const types: ResourceTypes = Object.assign(
    {},
    inertResources(account),
    ...[...services].map(({ resources }) => resources),
  );
  return (type) => ownValue(types, type.startsWith('Custom::') ? CUSTOM_RESOURCE : type);
};

/** `Custom::AnyName` is another name of this type. */
const CUSTOM_RESOURCE = 'AWS::CloudFormation::CustomResource';
