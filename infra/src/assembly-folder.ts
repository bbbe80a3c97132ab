import { join } from 'node:path';

/** Where the cloud assembly of an environment is: each has its own, so that two deployments from one checkout cannot swap. */
export const assemblyFolder = (env: string): string => join(__dirname, '../../dist/infra', env, 'cdk.out');
