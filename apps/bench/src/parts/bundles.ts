import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Bench } from '../core/benchmark.js';
import { WORKSPACE } from '../core/result.js';

const SERVICES = ['product-api', 'product-acl', 'product-event-publisher'];

/** Builds the bundles that are deployed. */
export const buildBundles = async ({ progress }: Pick<Bench, 'progress'>): Promise<void> => {
  progress('building the bundles');
  const nx = join(WORKSPACE, 'node_modules/.bin/nx');
  await promisify(execFile)(nx, ['run-many', '-t', 'build', '-p', SERVICES.join(',')], { cwd: WORKSPACE });
};

/** The file of a function's bundle, e.g. `product-api/get-product`. */
export const bundleFile = (name: string): string => join(WORKSPACE, `dist/apps/${name}/index.js`);

/**
 * Loads a bundle anew. The environment variables stay set: the bundle reads some of them while it loads, others at its first
 * call.
 */
export const loadHandler = <Handler>(name: string, variables: Readonly<Record<string, string>>): Handler => {
  const require = createRequire(bundleFile(name));
  delete require.cache[bundleFile(name)];
  Object.assign(process.env, variables);
  return (require(bundleFile(name)) as { handler: Handler }).handler;
};
