/**
 * `nx diff infra-sam`: shows what a deployment would change, by a change set that is not executed. Passes its arguments to
 * `sam deploy`.
 */
import { commandLine, readDeployment, requireDatadog, requireInstalled } from '@product-service/deployment';
import { buildFunctions, samDeploy } from './sam.js';

commandLine(async (args) => {
  const apiKey = requireDatadog();
  const deployment = readDeployment();
  requireInstalled('sam');
  await buildFunctions();
  await samDeploy(deployment, apiKey, ['--no-execute-changeset', ...args]);
});
