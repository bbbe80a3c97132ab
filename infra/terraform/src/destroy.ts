/**
 * `nx destroy infra-terraform`: deletes everything of `ENV`, including its data. Asks for the stack's name, unless `--yes` is
 * given. `--local-state` uses the state in a file. Passes other arguments to `terraform destroy`.
 */
import { commandLine, confirmDestruction, requireInstalled, run } from '@product-service/deployment';
import { readStateLocation, withTerraform } from './run-terraform.js';

/** The configuration requires a key or a secret, also to delete everything. */
const NO_KEY = 'not-needed';

commandLine(async (all) => {
  const { deployment, args: others } = await confirmDestruction(all);
  const { state, args } = readStateLocation(others);
  requireInstalled('terraform');
  // Terraform reads the zip files, although it deploys none.
  await run('nx', ['run', 'infra-terraform:build']);
  const apiKey = deployment.datadog.apiKeySecretArn === undefined ? NO_KEY : undefined;
  await withTerraform(deployment, apiKey, state, (terraform) =>
    terraform.run(['destroy', '-input=false', '-auto-approve', ...args]),
  );
});
