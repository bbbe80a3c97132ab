/**
 * `nx diff infra-terraform`: shows what a deployment would change. `--local-state` uses the state in a file. Passes other
 * arguments to `terraform plan`.
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
    terraform.apply(['plan', '-input=false', ...args]),
  );
});
