/** Writes the CloudFormation of the deployment that `ENV` and `COMMIT_HASH` name to `dist/infra/cdk.out`. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { productServiceApp } from './app.js';
import { readDeployment } from './deployment.js';

const outdir = join(__dirname, '../../dist/infra/cdk.out');
rmSync(outdir, { recursive: true, force: true });
productServiceApp(readDeployment(), outdir).app.synth();
