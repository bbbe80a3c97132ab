/**
 * `nx run infra:assemble --environment=<ENV>`: writes the CloudFormation template of the deployment to
 * `dist/infra/<ENV>/cdk.out`. The environment is an argument because Nx needs it to know the output folder.
 */
import { readDeployment } from '@product-service/deployment';
import { rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { productServiceApp } from './app.js';
import { assemblyFolder } from './assembly-folder.js';

const { environment } = parseArgs({ options: { environment: { type: 'string' } } }).values;
const deployment = readDeployment({ ...process.env, ENV: environment });
const outdir = assemblyFolder(deployment.env);
rmSync(outdir, { recursive: true, force: true });
productServiceApp(deployment, outdir).app.synth();
