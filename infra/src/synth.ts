/** `nx synth infra`: writes the CloudFormation template of the deployment to `dist/infra/<ENV>/cdk.out`. */
import { readDeployment } from './deployment.js';
import { synthesise } from './toolkit.js';

synthesise(readDeployment().env).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
