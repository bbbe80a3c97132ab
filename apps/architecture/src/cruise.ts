import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

export const WORKSPACE = resolve(__dirname, '../../..');

const PROGRAM = resolve(WORKSPACE, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');

/** `rules`: every file. `folders`: without tests. Both are files of this project. */
export type Configuration = 'rules' | 'folders';

/**
 * Output of dependency-cruiser for a workspace. It is run as a program, because it is an ES module, which Jest does
 * not load.
 *
 * @throws Error with its message if it could not draw the graph. Broken rules are part of the output.
 */
export const cruise = (
  configuration: Configuration,
  { workspace = WORKSPACE, files = ['apps', 'libs', 'infra'], flags = [] as readonly string[] } = {},
): string => {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [PROGRAM, '--config', resolve(__dirname, '..', `${configuration}.mjs`), ...flags, ...files],
    { cwd: workspace, encoding: 'utf8', maxBuffer: 100 * 2 ** 20 },
  );
  if (!stdout) throw new Error(`dependency-cruiser: ${stderr}`);
  return stdout;
};
