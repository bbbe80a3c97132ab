import { API_KEY_PARAMETER } from './constructs/datadog-api-key.js';
import { readDeployment } from './deployment.js';

/**
 * Variables for the CDK CLI: Datadog's API key, which the template does not contain. Not an argument, because every user of a
 * machine can read the arguments of its processes.
 * @throws Error that names the variable to set.
 */
export const deploymentVariables = (environment: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv => {
  const { datadog } = readDeployment(environment);
  if (!environment['DD_SITE']) {
    throw new Error('DD_SITE is not set: set it to the Datadog site of your account, e.g. datadoghq.eu.');
  }
  if (datadog.apiKeySecretArn !== undefined) return {};
  const key = environment['DD_API_KEY'];
  if (key) return { CDK_PARAMETERS: `${API_KEY_PARAMETER}=${key}` };
  throw new Error(
    'Neither DD_API_KEY nor DD_API_KEY_SECRET_ARN is set: set one to your Datadog API key, or to the ARN of a secret that holds it.',
  );
};
