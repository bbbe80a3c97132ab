import { CfnParameter, CfnRule, Fn, SecretValue, Stack } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { Deployment } from '../deployment.js';
import { exempt } from './exempt.js';

/** The template's parameter for the key. It exists where no existing secret is named. */
export const API_KEY_PARAMETER = 'DatadogApiKey';
/** Instead of a key: the template can be looked at, and run without Datadog, but not deployed. */
const NOT_SET = 'DD_API_KEY is not set';

/**
 * ARN of the secret with Datadog's API key: an existing one, or one that the stack makes. The key itself is a parameter
 * that CloudFormation hides (NoEcho): it is in no template, asset or variable.
 */
export const datadogApiKeySecretArn = (scope: Construct, { datadog }: Deployment): string => {
  if (datadog.apiKeySecretArn !== undefined) return datadog.apiKeySecretArn;
  const stack = Stack.of(scope);
  const key = new CfnParameter(stack, API_KEY_PARAMETER, {
    description: "Datadog's API key, of which the stack makes a secret",
    noEcho: true,
    default: NOT_SET,
  });
  new CfnRule(stack, `${API_KEY_PARAMETER}IsGiven`, {
    assertions: [
      {
        assert: Fn.conditionNot(Fn.conditionEquals(key, NOT_SET)),
        assertDescription: `Deploy with "nx deploy infra" and DD_API_KEY set, or give the parameter ${API_KEY_PARAMETER}.`,
      },
    ],
  });
  const secret = new Secret(scope, 'ApiKey', {
    description: "Datadog's API key",
    secretStringValue: SecretValue.cfnParameter(key),
  });
  exempt(secret, 'SMG4', 'Datadog issues the key: a new one comes with a deployment.');
  return secret.secretArn;
};
