/**
 * `nx deploy infra`: synthesises and deploys. It stops at once, before anything is built, if something is not set that a
 * deployment needs and a template does not. Arguments are passed on to `cdk deploy`.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { deploymentVariables } from './deployment-variables.js';

const run = (command: string, args: readonly string[], environment: NodeJS.ProcessEnv = {}): void => {
  const env = { ...process.env, ...environment };
  const { status, error } = spawnSync(command, args, { cwd: join(__dirname, '..'), stdio: 'inherit', env });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
};

try {
  const variables = deploymentVariables();
  run('nx', ['run', 'infra:synth']);
  run('cdk', ['deploy', '--require-approval', 'never', ...process.argv.slice(2)], variables);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
