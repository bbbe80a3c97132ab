import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { WORKSPACE } from '../cruise.js';

/** One import between two files of a workspace. */
export interface Import {
  readonly from: string;
  readonly to: string;
  /** `import type`: not there any more when the program runs. */
  readonly type?: boolean;
}

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

/**
 * A folder with files that only import each other, deleted after the tests of the spec. A `to` that does not end in
 * `.ts` is written into the import as it is, and does not exist.
 */
export const plantedWorkspace = (imports: readonly Import[]): string => {
  const workspace = mkdtempSync(join(tmpdir(), 'planted-'));
  folders.push(workspace);
  cpSync(join(WORKSPACE, 'tsconfig.base.json'), join(workspace, 'tsconfig.base.json'));
  for (const folder of ['apps', 'libs', 'infra']) mkdirSync(join(workspace, folder));
  const files = imports.flatMap(({ from, to }) => [from, to]).filter((file) => file.endsWith('.ts'));
  for (const file of new Set(files)) {
    const lines = imports
      .filter(({ from }) => from === file)
      .map(
        ({ to, type }, index) =>
          `import ${type ? 'type ' : ''}{ x as x${index} } from '${specifier(file, to)}';`,
      );
    mkdirSync(dirname(join(workspace, file)), { recursive: true });
    writeFileSync(join(workspace, file), [...lines, 'export const x = 1;', ''].join('\n'));
  }
  return workspace;
};

const specifier = (from: string, to: string): string => {
  if (!to.endsWith('.ts')) return to;
  const path = relative(dirname(from), to).replace(/\.ts$/, '.js');
  return path.startsWith('.') ? path : `./${path}`;
};
