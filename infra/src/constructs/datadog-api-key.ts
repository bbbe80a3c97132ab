import type { Deployment } from '@product-service/deployment';
import { CfnParameter, CfnRule, Fn, SecretValue, Stack } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { exempt } from './exempt.js';

/** Template parameter for the key. Absent if the deployment names an existing secret. */
export const API_KEY_PARAMETER = 'DatadogApiKey';
/** Default instead of a key: the template can be inspected, and run without Datadog, but not deployed. */
const NOT_SET = 'DD_API_KEY is not set';

/**
 * ARN of the secret with Datadog's API key: an existing secret, or one that the stack creates. The key itself is a hidden
 * parameter (NoEcho): no template, asset or variable contains it.
 */
export const datadogApiKeySecretArn = (scope: Construct, { datadog }: Deployment): string => {
  if (datadog.apiKeySecretArn !== undefined) return datadog.apiKeySecretArn;
  const stack = Stack.of(scope);
  const key = new CfnParameter(stack, API_KEY_PARAMETER, {
    description: "Datadog's API key; the stack stores it in a secret",
    noEcho: true,
    default: NOT_SET,
  });
  new CfnRule(stack, `${API_KEY_PARAMETER}IsGiven`, {
    assertions: [
      {
        assert: Fn.conditionNot(Fn.conditionEquals(key, NOT_SET)),
        assertDescription: `Set DD_API_KEY and run "nx deploy infra", or set the parameter ${API_KEY_PARAMETER}.`,
      },
    ],
  });
  const secret = new Secret(scope, 'ApiKey', {
    description: "Datadog's API key",
    secretStringValue: SecretValue.cfnParameter(key),
  });
  exempt(secret, 'SMG4', 'Datadog issues the key, so a deployment replaces it: it cannot rotate by itself.');
  return secret.secretArn;
};
