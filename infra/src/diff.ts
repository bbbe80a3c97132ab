/** `nx diff infra`: shows what a deployment would change. Passes its arguments to `cdk diff`. */
import { commandLine, readDeployment } from '@product-service/deployment';
import { assemblyFolder } from './assembly-folder.js';
import { cdk, synthesise } from './toolkit.js';

commandLine(async (args) => {
  const { env } = readDeployment();
  await synthesise(env);
  await cdk(assemblyFolder(env), ['diff', ...args]);
});
