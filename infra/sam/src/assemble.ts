/**
 * `nx run infra-sam:assemble --environment=<ENV>`: writes the expanded template of an environment and the bundles to
 * `dist/infra-sam/<ENV>/cdk.out`, for the local cloud. The environment is an argument because Nx needs it to know the output
 * folder.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { withContentKeys, writeCloudAssembly } from '@product-service/cloud-formation';
import { commandLine, readDeployment, WORKSPACE } from '@product-service/deployment';
import { stackName } from '@product-service/environment';
import { deployedTemplate } from './deployed-template.js';

commandLine(async () => {
  const { environment } = parseArgs({ options: { environment: { type: 'string' } } }).values;
  const deployment = readDeployment({ ...process.env, ENV: environment });
  writeCloudAssembly(join(WORKSPACE, 'dist/infra-sam', deployment.env, 'cdk.out'), {
    stackName: stackName(deployment.env),
    ...withContentKeys(deployedTemplate(deployment), join(WORKSPACE, 'dist/apps')),
  });
});
