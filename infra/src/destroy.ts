/**
 * `nx destroy infra`: deletes the stack of `ENV`, including its data. Asks for the stack's name, unless `--yes` is given.
 * Passes other arguments to `cdk destroy`.
 */
import { commandLine, confirmDestruction } from '@product-service/deployment';
import { assemblyFolder } from './assembly-folder.js';
import { cdk, synthesise } from './toolkit.js';

commandLine(async (all) => {
  const { deployment, args } = await confirmDestruction(all);
  await synthesise(deployment.env);
  await cdk(assemblyFolder(deployment.env), ['destroy', '--force', ...args]);
});
