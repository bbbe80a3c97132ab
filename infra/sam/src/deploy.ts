/**
 * `nx deploy infra-sam`: builds the functions and deploys them with the SAM CLI. Fails before it builds anything if a variable
 * is not set that a deployment needs. Passes its arguments to `sam deploy`.
 */
import {
  commandLine,
  deploymentSteps,
  protectStack,
  readDeployment,
  readProtection,
  requireDatadog,
  requireInstalled,
  stackState,
} from '@product-service/deployment';
import { stackName } from '@product-service/environment';
import { buildFunctions, samDeploy } from './sam.js';

commandLine(async (args) => {
  const apiKey = requireDatadog();
  const deployment = readDeployment();
  requireInstalled('sam');
  const name = stackName(deployment.env);
  const stack = await stackState(name);
  const steps = deploymentSteps(stack, readProtection(), deployment.isProtected);
  await buildFunctions();
  for (const PROTECTED of steps) {
    await samDeploy(readDeployment({ ...process.env, PROTECTED }), apiKey, args);
    if (args.includes('--no-execute-changeset')) return;
    const { isEstablished, isProtected } = await stackState(name);
    if (isEstablished && isProtected !== (PROTECTED === 'Y')) await protectStack(name, PROTECTED === 'Y');
  }
});
