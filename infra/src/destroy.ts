/**
 * `nx destroy infra`: deletes the stack of `ENV`, its data included. It asks for the stack's name, or takes `--yes`.
 * Other arguments are passed on to `cdk destroy`.
 */
import { createInterface } from 'node:readline/promises';
import { stackName } from '@product-service/environment';
import { assemblyFolder } from './assembly-folder.js';
import { readDeployment } from './deployment.js';
import { cdk, synthesise } from './toolkit.js';

const destroy = async (args: readonly string[]): Promise<void> => {
  if (!process.env['ENV'])
    throw new Error('ENV is not set: set it to the environment that is to be deleted.');
  const { env } = readDeployment();
  const stack = stackName(env);
  if (!args.includes('--yes')) {
    if (!process.stdin.isTTY)
      throw new Error(`Add --yes to delete ${stack} and its data without being asked.`);
    const terminal = createInterface({ input: process.stdin, output: process.stdout });
    const answer = await terminal.question(`This deletes ${stack} and its data. Type its name to go on: `);
    terminal.close();
    if (answer !== stack) throw new Error('Nothing was deleted.');
  }
  await synthesise(env);
  await cdk(assemblyFolder(env), ['destroy', '--force', ...args.filter((arg) => arg !== '--yes')]);
};

destroy(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
