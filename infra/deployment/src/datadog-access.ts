import { readDeployment } from './deployment.js';

/**
 * Checks the variables that every deployment needs, before anything is built.
 * @returns Datadog's API key. Undefined: the deployment names an existing secret that holds it.
 * @throws Error that names the variable to set.
 */
export const requireDatadog = (environment: NodeJS.ProcessEnv = process.env): string | undefined => {
  const { datadog } = readDeployment(environment);
  if (!environment['DD_SITE']) {
    throw new Error('DD_SITE is not set: set it to the Datadog site of your account, e.g. datadoghq.eu.');
  }
  if (datadog.apiKeySecretArn !== undefined) return undefined;
  const key = environment['DD_API_KEY'];
  if (key) return key;
  throw new Error(
    'Neither DD_API_KEY nor DD_API_KEY_SECRET_ARN is set: set one to your Datadog API key, or to the ARN of a secret that holds it.',
  );
};
