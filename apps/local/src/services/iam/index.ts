import type { AwsService, ServiceContext } from '../../service-model/service.js';
import { accountPolicies, type Policies } from './policies.js';
import { resources } from './resources.js';

export type { AccessRequest } from './decide.js';
export { accountPolicies } from './policies.js';
export type { Policies } from './policies.js';
export { RESOURCE_POLICY } from './policy-document.js';

/** AWS Identity and Access Management: decides what roles and services may do. */
export interface IamService extends AwsService {
  readonly policies: Policies;
}

export const iamService = (context: ServiceContext): IamService => {
  const policies = accountPolicies(context.log);
  return { policies, resources: resources(context, policies) };
};
