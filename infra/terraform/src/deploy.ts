/**
 * `nx deploy infra-terraform`: packs the functions and applies the configuration. Fails before it builds anything if a variable
 * is not set that a deployment needs. `--local-state` keeps the state in a file. Passes other arguments to `terraform apply`.
 */
import {
  commandLine,
  readDeployment,
  requireDatadog,
  requireInstalled,
  run,
} from '@product-service/deployment';
import { readStateLocation, withTerraform } from './run-terraform.js';

commandLine(async (all) => {
  const apiKey = requireDatadog();
  const deployment = readDeployment();
  const { state, args } = readStateLocation(all);
  requireInstalled('terraform');
  await run('nx', ['run', 'infra-terraform:build']);
  await withTerraform(deployment, apiKey, state, (terraform) =>
    terraform.apply(['apply', '-input=false', '-auto-approve', ...args]),
  );
});
