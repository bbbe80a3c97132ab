/** Writes the CloudFormation of the deployment that `ENV` and `COMMIT_HASH` name to `dist/infra/<ENV>/cdk.out`. */
import { rmSync } from 'node:fs';
import { productServiceApp } from './app.js';
import { assemblyFolder } from './assembly-folder.js';
import { readDeployment } from './deployment.js';

const deployment = readDeployment();
const outdir = assemblyFolder(deployment.env);
rmSync(outdir, { recursive: true, force: true });
productServiceApp(deployment, outdir).app.synth();
