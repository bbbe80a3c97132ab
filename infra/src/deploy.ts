/**
 * `nx deploy infra`: synthesises and deploys. It stops at once, before anything is built, if something is not set that a
 * deployment needs and a template does not. Arguments are passed on to `cdk deploy`.
 */
import { stackName } from '@product-service/environment';
import { deploymentVariables } from './deployment-variables.js';
import { readDeployment, readProtection } from './deployment.js';
import { stackState } from './stack-state.js';
import { cdk, synthesise } from './toolkit.js';

const deploy = async (args: readonly string[]): Promise<void> => {
  const variables = deploymentVariables();
  const deployment = readDeployment();
  const { env } = deployment;
  if (args.some((arg) => /^--profile/.test(arg))) throw new Error('Set AWS_PROFILE instead of --profile.');

  const stack = await stackState(stackName(env));
  // An environment that is protected stays so until PROTECTED=N.
  const isProtected = readProtection(process.env) ?? (stack.isProtected || deployment.isProtected);
  // What is protected can't be deleted, so a first deployment that fails could not be tried again: protection follows.
  const steps = isProtected ? (stack.isEstablished ? ['Y'] : ['N', 'Y']) : ['N'];
  for (const PROTECTED of steps) {
    await synthesise(env, { PROTECTED });
    await cdk(
      env,
      ['deploy', '--require-approval', 'never', ...args],
      variables,
      variables['CDK_PARAMETERS'] && process.env['DD_API_KEY'],
    );
  }
};

deploy(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
