import { execFile } from 'node:child_process';
import {
  cpSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { lambdaFolders } from './testing/stack-view.js';

const WORKSPACE = realpathSync(join(__dirname, '../..'));
const SERVICES = new Set(lambdaFolders().map((folder) => basename(dirname(folder))));
const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

/** Creates hard links, or copies across file systems: symbolic links would resolve to the packages of this checkout. */
const linkTree = (from: string, to: string): void => {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) linkTree(source, target);
    else if (entry.isFile()) {
      try {
        linkSync(source, target);
      } catch {
        cpSync(source, target);
      }
    }
  }
};

/** A second checkout of this workspace, with its own packages. */
const checkout = (prefix: string): string => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), prefix)));
  folders.push(folder);
  for (const part of ['apps', 'libs', 'package.json', 'tsconfig.base.json']) {
    cpSync(join(WORKSPACE, part), join(folder, part), {
      recursive: true,
      filter: (path) => !relative(WORKSPACE, path).includes('node_modules'),
    });
  }
  linkTree(join(WORKSPACE, 'node_modules'), join(folder, 'node_modules'));
  return folder;
};

const bundles = async (folder: string): Promise<Record<string, string>> => {
  for (const service of SERVICES) {
    await promisify(execFile)(process.execPath, ['apps/bundle.mjs', service], { cwd: folder });
  }
  const out = join(folder, 'dist/apps');
  const files = readdirSync(out, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map(({ parentPath, name }) => {
      const file = join(parentPath, name);
      return [relative(out, file), readFileSync(file, 'utf8')];
    }),
  );
};

it('the same code is bundled to the same bytes in any folder and git repository', async () => {
  const [here, there] = [checkout('infra-a-'), checkout('infra-another-folder-')];
  const git = promisify(execFile);
  await git('git', ['init', '-q'], { cwd: there });
  await git('git', ['config', 'remote.origin.url', 'https://user:token@example.com/fork.git'], {
    cwd: there,
  });
  const [one, other] = [await bundles(here), await bundles(there)];
  const bundled = [
    ...lambdaFolders().map((folder) => `${relative('apps', folder)}/index.js`),
    ...[...SERVICES].map((service) => `${service}/contents.json`),
  ].sort();
  expect(Object.keys(one).sort()).toEqual(bundled);
  expect(Object.keys(other).sort()).toEqual(bundled);
  // Compares by name: the difference of two minified files would be unreadable.
  expect(Object.keys(one).filter((name) => one[name] !== other[name])).toEqual([]);
  for (const [name, text] of Object.entries(other)) {
    expect([name, /file:\/\/|DD_GIT_|example\.com\/fork/.exec(text)?.[0]]).toEqual([name, undefined]);
    expect([name, text.includes(there)]).toEqual([name, false]);
  }
}, 300_000);
