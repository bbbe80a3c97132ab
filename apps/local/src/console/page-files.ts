import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, stop } from 'esbuild';

const FRONT_END = join(__dirname, '../../../console');

/** Content of each file of the page, by its name. */
export type PageFiles = Readonly<Record<string, string | Uint8Array>>;

/** Builds the page when it is opened for the first time: that takes a fraction of a second, and `npm start` does not wait for it. */
export const pageFiles = (): (() => Promise<PageFiles>) => {
  let built: Promise<PageFiles> | undefined;
  return () => {
    built ??= buildPage().catch((error: unknown) => {
      // The next request tries again, e.g. after an error in a source is mended.
      built = undefined;
      throw error;
    });
    return built;
  };
};

const buildPage = async (): Promise<PageFiles> => {
  const { outputFiles } = await build({
    entryPoints: { console: join(FRONT_END, 'src/main.tsx') },
    outdir: '/',
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    target: 'es2023',
    tsconfig: join(FRONT_END, 'tsconfig.json'),
    logLevel: 'silent',
  });
  // esbuild keeps a process for the next build.
  await stop();
  return {
    'index.html': readFileSync(join(FRONT_END, 'src/index.html')),
    'icon.svg': readFileSync(join(FRONT_END, 'src/icon.svg')),
    ...Object.fromEntries(outputFiles.map(({ path, contents }) => [path.slice(1), contents])),
  };
};
