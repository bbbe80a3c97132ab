/**
 * Bundles every Lambda of one service: `node apps/bundle.mjs product-api` turns each `apps/product-api/<name>/main.ts`
 * into `dist/apps/product-api/<name>/index.js`. CommonJS, as it loads fastest with the tracer.
 */
import { globSync, rmSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import datadog from 'dd-trace/esbuild.js';
import { build } from 'esbuild';

const [service] = process.argv.slice(2);
const entries = globSync(`apps/${service}/*/main.ts`);
if (entries.length === 0) {
  console.error(
    `No apps/${service}/*/main.ts below ${process.cwd()}: give the name of a service, from the workspace's root.`,
  );
  process.exit(1);
}

rmSync(`dist/apps/${service}`, { recursive: true, force: true });
const bundle = (entry) =>
  build({
    entryPoints: [entry],
    outfile: `dist/apps/${service}/${basename(dirname(entry))}/index.js`,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    mainFields: ['module', 'main'],
    minify: true,
    keepNames: true,
    sourcemap: false,
    logLevel: 'warning',
    tsconfig: 'tsconfig.base.json',
    // Datadog's layer brings its own; pg asks for the native driver in vain.
    external: ['dd-trace', 'datadog-lambda-js', '@datadog/*', 'pg-native'],
    // Without it the bundled pg and AWS SDK calls get no spans.
    plugins: [datadog],
  });

await Promise.all(entries.map(bundle));
