import type { AwsService, ServiceContext } from '../../service-model/service.js';
import { operations } from './operations.js';
import { accountParameters, type Parameters } from './parameters.js';
import { resources } from './resources.js';

/** AWS Systems Manager: only its Parameter Store. */
export interface SsmService extends AwsService {
  readonly parameters: Parameters;
}

export const ssmService = (context: ServiceContext): SsmService => {
  const parameters = accountParameters(context.account);
  return {
    parameters,
    resources: resources(context, parameters),
    api: {
      name: 'SSM parameters',
      protocol: 'json',
      targetPrefix: 'AmazonSSM',
      operations: operations(parameters),
    },
  };
};
