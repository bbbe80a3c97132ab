/** `nx diff infra`: shows what a deployment would change. Passes its arguments to `cdk diff`. */
import { assemblyFolder } from './assembly-folder.js';
import { readDeployment } from './deployment.js';
import { cdk, synthesise } from './toolkit.js';

const { env } = readDeployment();
synthesise(env)
  .then(() => cdk(assemblyFolder(env), ['diff', ...process.argv.slice(2)]))
  .catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
