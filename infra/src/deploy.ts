/**
 * `nx deploy infra`: synthesises and deploys. Fails before it builds anything if a variable is not set that a deployment
 * needs (a synthesis needs fewer). Passes its arguments to `cdk deploy`.
 */
import {
  commandLine,
  deploymentSteps,
  readDeployment,
  readProtection,
  requireDatadog,
  stackState,
} from '@product-service/deployment';
import { stackName } from '@product-service/environment';
import { assemblyFolder } from './assembly-folder.js';
import { API_KEY_PARAMETER } from './constructs/datadog-api-key.js';
import { cdk, synthesise } from './toolkit.js';

commandLine(async (args) => {
  const secret = requireDatadog();
  // Not an argument, because every user of a machine can read the arguments of its processes.
  const variables = secret === undefined ? {} : { CDK_PARAMETERS: `${API_KEY_PARAMETER}=${secret}` };
  const deployment = readDeployment();
  const { env } = deployment;
  if (args.some((arg) => /^--profile/.test(arg))) throw new Error('Set AWS_PROFILE instead of --profile.');

  const name = stackName(env);
  const stack = await stackState(name);
  for (const PROTECTED of deploymentSteps(stack, readProtection(), deployment.isProtected)) {
    // With arguments such as --no-execute, the first step deploys nothing: then there is nothing to protect.
    const isSecondStep = PROTECTED === 'Y' && !stack.isEstablished;
    if (isSecondStep && !(await stackState(name)).isEstablished) return;
    await synthesise(env, { PROTECTED });
    // With -v the CLI prints its variables and parameters, the key included.
    await cdk(assemblyFolder(env), ['deploy', '--require-approval', 'never', ...args], { variables, secret });
  }
});
