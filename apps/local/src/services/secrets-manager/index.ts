import type { AwsService, ServiceContext } from '../../service-model/service.js';
import { operations } from './operations.js';
import { resources } from './resources.js';
import { accountSecrets, type Secrets } from './secrets.js';

/** AWS Secrets Manager. */
export interface SecretsManagerService extends AwsService {
  readonly secrets: Secrets;
}

export const secretsManagerService = (context: ServiceContext): SecretsManagerService => {
  const secrets = accountSecrets(context.account);
  return {
    secrets,
    resources: resources(context, secrets),
    api: {
      name: 'Secrets Manager',
      protocol: 'json',
      targetPrefix: 'secretsmanager',
      operations: operations(secrets),
    },
  };
};
