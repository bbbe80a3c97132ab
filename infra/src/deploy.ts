/**
 * `nx deploy infra`: synthesises and deploys. Fails before it builds anything if a variable is not set that a deployment
 * needs (a synthesis needs fewer). Passes its arguments to `cdk deploy`.
 */
import { stackName } from '@product-service/environment';
import { assemblyFolder } from './assembly-folder.js';
import { deploymentSteps } from './deployment-steps.js';
import { deploymentVariables } from './deployment-variables.js';
import { readDeployment, readProtection } from './deployment.js';
import { stackState } from './stack-state.js';
import { cdk, synthesise } from './toolkit.js';

const deploy = async (args: readonly string[]): Promise<void> => {
  const variables = deploymentVariables();
  const deployment = readDeployment();
  const { env } = deployment;
  if (args.some((arg) => /^--profile/.test(arg))) throw new Error('Set AWS_PROFILE instead of --profile.');

  const name = stackName(env);
  const stack = await stackState(name);
  const secret = variables['CDK_PARAMETERS'] && process.env['DD_API_KEY'];
  for (const PROTECTED of deploymentSteps(stack, readProtection(process.env), deployment.isProtected)) {
    // With arguments such as --no-execute, the first step deploys nothing: then there is nothing to protect.
    const isSecondStep = PROTECTED === 'Y' && !stack.isEstablished;
    if (isSecondStep && !(await stackState(name)).isEstablished) return;
    await synthesise(env, { PROTECTED });
    // With -v the CLI prints its variables and parameters, the key included.
    await cdk(assemblyFolder(env), ['deploy', '--require-approval', 'never', ...args], { variables, secret });
  }
};

deploy(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
