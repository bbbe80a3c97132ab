import {
  commandLine,
  readDeployment,
  requireDatadog,
  requireInstalled,
  run,
} from '@product-service/deployment';
import { readStateLocation, withTerraform } from './run-terraform.js';

/**
 * Packs the functions, and runs a command of Terraform with the arguments of this process. Fails before it builds anything if
 * a variable is not set that a deployment needs.
 */
export const planOrApply = (...command: readonly ['plan' | 'apply', ...string[]]): void =>
  commandLine(async (all) => {
    const apiKey = requireDatadog();
    const deployment = readDeployment();
    const { state, args } = readStateLocation(all);
    requireInstalled('terraform');
    await run('nx', ['run', 'infra-terraform:build']);
    await withTerraform(deployment, apiKey, state, (terraform) =>
      terraform.apply([...command, '-input=false', ...args]),
    );
  });
