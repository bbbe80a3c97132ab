import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import type { Bench } from '../core/benchmark.js';
import { WORKSPACE } from '../core/result.js';
import type { FunctionFolder } from '../functions/deployed-function.js';

/** Without it, the bundled calls of the database and of AWS get no spans. It has no types. */
const datadog = createRequire(__filename)('dd-trace/esbuild.js') as Plugin;

/** A bundle for the profiler: as apps/bundle.mjs makes it, but readable, and with a source map that tells the packages apart. */
export const profiledBundle = async (
  folder: FunctionFolder,
  { onEnd }: Pick<Bench, 'onEnd'>,
): Promise<string> => {
  const directory = await mkdtemp(join(tmpdir(), 'bench-'));
  onEnd(() => rm(directory, { recursive: true, force: true }));
  const outfile = join(directory, 'index.js');
  await build({
    absWorkingDir: WORKSPACE,
    entryPoints: [join(WORKSPACE, 'apps', folder, 'main.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    mainFields: ['module', 'main'],
    sourcemap: 'external',
    sourcesContent: false,
    logLevel: 'error',
    tsconfig: join(WORKSPACE, 'tsconfig.base.json'),
    external: ['dd-trace', 'datadog-lambda-js', '@datadog/*', 'pg-native'],
    plugins: [datadog],
  });
  return outfile;
};
