/**
 * Bundles every Lambda of one service: `node apps/bundle.mjs product-api` turns each `apps/product-api/<name>/main.ts`
 * into `dist/apps/product-api/<name>/index.js`, CommonJS (docs/decisions/0004-libraries.md). What the bundles contain is in
 * `dist/apps/product-api/contents.json`: their bytes, and the bytes of each package.
 */
import { globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

/**
 * Functions get their credentials from the environment, where Lambda sets them. The SDK would also bring what reads profiles,
 * logins, tokens and instance metadata: 150 to 250 KB of a bundle.
 */
const environmentCredentials = {
  name: 'environment-credentials',
  setup({ onResolve, onLoad, resolve }) {
    const filter = /^@aws-sdk\/(credential-provider-node|credential-providers)$/;
    onResolve({ filter, namespace: 'file' }, async ({ path, kind, importer, resolveDir, pluginData }) => {
      if (pluginData === 'original') return undefined;
      const original = await resolve(path, { kind, importer, resolveDir, pluginData: 'original' });
      return { ...original, namespace: 'environment-credentials', pluginData: dirname(original.path) };
    });
    onLoad({ filter: /.*/, namespace: 'environment-credentials' }, ({ pluginData }) => ({
      contents: `
        import { fromEnv } from '@aws-sdk/credential-provider-env';
        export const defaultProvider = fromEnv, fromNodeProviderChain = fromEnv;`,
      // Both packages depend on the one that they are replaced by.
      resolveDir: pluginData,
    }));
  },
};

/**
 * Shows the SDK's client class to the tracer, as the tracer's plugin would, but as an ES module. The plugin takes the CommonJS
 * of this module, and then esbuild keeps all of what that requires: most of `@smithy/core`.
 */
const sdkClientAsModule = {
  name: 'sdk-client-as-module',
  setup({ onResolve, onLoad, resolve }) {
    const namespace = 'traced-sdk-client';
    onResolve(
      { filter: /^@smithy\/core\/client$/, namespace: 'file' },
      async ({ path, kind, resolveDir }) => {
        // Outside the namespace `file`, the tracer's plugin leaves the path to esbuild.
        const { path: file, errors } = await resolve(path, { kind, resolveDir, namespace });
        return { path: file, errors, namespace };
      },
    );
    onLoad({ filter: /.*/, namespace }, ({ path }) => {
      const [folder, file] = path.split(/(?=\/dist-es\/)/);
      const { version } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
      const instrumented = {
        package: '@smithy/core',
        version,
        path: `@smithy/core${file.replace('dist-es', 'dist-cjs')}`,
      };
      return {
        contents: `
          import { channel } from 'node:diagnostics_channel';
          import { Client } from ${JSON.stringify(path)};
          export * from ${JSON.stringify(path)};
          channel('dd-trace:bundler:load').publish({ ...${JSON.stringify(instrumented)}, module: { Client } });`,
        resolveDir: folder,
      };
    });
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
    // The tracer's plugin publishes modules on a channel, with a copy of what Node.js has.
    alias: { 'dc-polyfill': 'node:diagnostics_channel' },
    external: [
      // Datadog's layer brings its own.
      'dd-trace',
      'datadog-lambda-js',
      '@datadog/*',
      // pg asks for the native driver in vain.
      'pg-native',
      // Event streams are no part of our calls. esbuild could not remove unused code of what such an import() shares with others.
      '@smithy/core/event-streams',
    ],
    // Without it the bundled pg and AWS SDK calls get no spans.
    plugins: [environmentCredentials, sdkClientAsModule, pgAsCommonJs, datadogWithoutGit],
    metafile: true,
  });

/** The npm package, or the project, that a file of a bundle belongs to. */
const packageOf = (file) =>
  /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? /^[^:]*?(?=\/src\/|\/[^/]*$)/.exec(file)[0];

/** The bytes of a bundle, and of each package in it, the largest first. */
const contentsOf = ({ metafile }) => {
  const [{ bytes, inputs }] = Object.values(metafile.outputs);
  const packages = {};
  for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
    packages[packageOf(file)] = (packages[packageOf(file)] ?? 0) + bytesInOutput;
  }
  const largestFirst = Object.entries(packages).sort(([, one], [, other]) => other - one);
  return { bytes, packages: Object.fromEntries(largestFirst) };
};

try {
  const results = await Promise.all(entries.map(bundle));
  const contents = results.map((result, index) => [basename(dirname(entries[index])), contentsOf(result)]);
  writeFileSync(
    `dist/apps/${service}/contents.json`,
    `${JSON.stringify(Object.fromEntries(contents), undefined, 2)}\n`,
  );
} catch {
  // esbuild has printed the errors, with their places in the sources.
  process.exit(1);
}
