/**
 * `nx destroy infra`: deletes the stack of `ENV`, including its data. Asks for the stack's name, unless `--yes` is given.
 * Passes other arguments to `cdk destroy`.
 */
import { createInterface } from 'node:readline/promises';
import { stackName } from '@product-service/environment';
import { assemblyFolder } from './assembly-folder.js';
import { readDeployment } from './deployment.js';
import { cdk, synthesise } from './toolkit.js';

const destroy = async (args: readonly string[]): Promise<void> => {
  if (!process.env['ENV']) throw new Error('ENV is not set: set it to the environment to delete.');
  const { env } = readDeployment();
  const stack = stackName(env);
  if (!args.includes('--yes')) {
    if (!process.stdin.isTTY)
      throw new Error(`Add --yes to delete ${stack} and its data without a confirmation.`);
    const terminal = createInterface({ input: process.stdin, output: process.stdout });
    const answer = await terminal.question(
      `This deletes ${stack} and its data. Type the stack's name to continue: `,
    );
    terminal.close();
    if (answer !== stack) throw new Error('The name does not match. Nothing was deleted.');
  }
  await synthesise(env);
  await cdk(assemblyFolder(env), ['destroy', '--force', ...args.filter((arg) => arg !== '--yes')]);
};

destroy(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
