/**
 * `nx run infra-terraform:assemble --environment=<ENV>`: writes the evaluated configuration of an environment, as a CloudFormation template, and the bundles to
 * `dist/infra-terraform/<ENV>/cdk.out`, for the local cloud. The environment is an argument because Nx needs it to know the output
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
  writeCloudAssembly(join(WORKSPACE, 'dist/infra-terraform', deployment.env, 'cdk.out'), {
    stackName: stackName(deployment.env),
    ...withContentKeys(deployedTemplate(deployment), join(WORKSPACE, 'dist/apps')),
  });
});
