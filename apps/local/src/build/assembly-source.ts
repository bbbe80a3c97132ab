import { join } from 'node:path';
import { build, type BuildTarget, WORKSPACE } from './build.js';
import type { Log } from '../core/activity.js';
import type { Stoppable } from '../core/stoppable.js';
import { watchFiles } from './watch-files.js';

/** Provides the cloud assembly, and new versions of it. */
export interface AssemblySource {
  /** The folder of the newest version, after a build if one is needed. @throws UserError */
  latest(): Promise<string>;
  /** @param onChange gets the changed paths. Changes while it runs are reported together afterwards. */
  watch(onChange: (paths: readonly string[]) => Promise<void>): Stoppable;
}

/** A folder that another program writes. */
export const assemblyFolder = (folder: string): AssemblySource => ({
  latest: async () => folder,
  // `cdk synth` writes the manifest last.
  watch: (onChange) => watchFiles(folder, [''], (path) => path === 'manifest.json', onChange),
});

/** Not part of what is deployed: the local cloud itself, tests, and generated files. */
const IGNORED = /(^|\/)(node_modules|dist|testing|\..*)\/|^apps\/(local|e2e)\/|\.spec\.ts$/;
const isSource = (path: string): boolean => /\.(ts|mjs|json)$/.test(path) && !IGNORED.test(path);

/** The service in this workspace. Each version has its own folder, because running functions still use older ones. */
export const workspace = (
  target: BuildTarget,
  workFolder: string,
  signal: AbortSignal,
  log: Log,
): AssemblySource => {
  let versions = 0;
  return {
    async latest() {
      const folder = join(workFolder, `cdk.out-${(versions += 1)}`);
      const message = 'Building the functions and the template, or reading them from the cache';
      log({ event: 'progress', message });
      await build(target, folder, signal);
      return folder;
    },
    watch: (onChange) => watchFiles(WORKSPACE, ['apps', 'infra', 'libs'], isSource, onChange),
  };
};
