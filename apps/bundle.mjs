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

/**
 * Resolves `pg` to its CommonJS. For its ES module the tracer's plugin would write the path of this checkout into the
 * bundle, where the tracer looks for the version of pg; for CommonJS it writes the version itself.
 */
const pgAsCommonJs = {
  name: 'pg-as-commonjs',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^pg$/, namespace: 'file' }, ({ path, kind, importer, resolveDir }) =>
      kind === 'import-statement'
        ? resolve(path, { kind: 'require-call', importer, namespace: 'file', resolveDir })
        : undefined,
    );
  },
};

/** The tracer's plugin without the lines that it puts first: they name this checkout's remote and commit. */
const datadogWithoutGit = {
  name: datadog.name,
  setup(build) {
    const { banner } = build.initialOptions;
    datadog.setup(build);
    build.initialOptions.banner = banner ?? {};
  },
};

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
    plugins: [pgAsCommonJs, datadogWithoutGit],
  });

try {
  await Promise.all(entries.map(bundle));
} catch {
  // esbuild has printed the errors, with their places in the sources.
  process.exit(1);
}
