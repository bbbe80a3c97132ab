import { createInterface } from 'node:readline/promises';
import { stackName } from '@product-service/environment';
import { type Deployment, readDeployment } from './deployment.js';

/**
 * Asks for the stack's name before everything in it is deleted, unless `--yes` is among the arguments.
 * @returns the deployment to delete, and the arguments without `--yes`.
 * @throws Error if `ENV` is not set or the answer does not match.
 */
export const confirmDestruction = async (
  args: readonly string[],
): Promise<{ readonly deployment: Deployment; readonly args: readonly string[] }> => {
  if (!process.env['ENV']) throw new Error('ENV is not set: set it to the environment to delete.');
  const deployment = readDeployment();
  const name = stackName(deployment.env);
  if (!args.includes('--yes')) {
    if (!process.stdin.isTTY) {
      throw new Error(`Add --yes to delete ${name} and its data without a confirmation.`);
    }
    const terminal = createInterface({ input: process.stdin, output: process.stdout });
    const answer = await terminal.question(
      `This deletes ${name} and its data. Type the stack's name to continue: `,
    );
    terminal.close();
    if (answer !== name) throw new Error('The name does not match. Nothing was deleted.');
  }
  return { deployment, args: args.filter((arg) => arg !== '--yes') };
};
