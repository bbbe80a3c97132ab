/** `nx synth infra`: writes the CloudFormation template of the deployment to `dist/infra/<ENV>/cdk.out`. */
import { commandLine, readDeployment } from '@product-service/deployment';
import { synthesise } from './toolkit.js';

commandLine(() => synthesise(readDeployment().env));
