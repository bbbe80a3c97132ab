/**
 * `nx destroy infra-sam`: deletes the stack of `ENV`, including its data. Asks for the stack's name, unless `--yes` is given.
 * Passes other arguments to `sam delete`.
 */
import { commandLine, confirmDestruction, requireInstalled, run } from '@product-service/deployment';
import { stackName } from '@product-service/environment';

commandLine(async (all) => {
  const { deployment, args } = await confirmDestruction(all);
  requireInstalled('sam');
  const region = process.env['AWS_REGION'] || process.env['AWS_DEFAULT_REGION'];
  const where = region ? ['--region', region] : [];
  await run('sam', ['delete', '--stack-name', stackName(deployment.env), '--no-prompts', ...where, ...args]);
});
