import { join } from 'node:path';

/**
 * Folder of an environment's cloud assembly. One per environment, so that two deployments from one checkout cannot mix up
 * their assemblies.
 */
export const assemblyFolder = (env: string): string => join(__dirname, '../../dist/infra', env, 'cdk.out');
