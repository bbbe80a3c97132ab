import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { workspaceRoot } from '@nx/devkit';
import ts from 'typescript';

const IGNORED = ['**/node_modules', '**/cdk.out', 'dist', '.nx', 'tmp'];
const sources = ts.sys.readDirectory(workspaceRoot, ['.ts', '.mts', '.cts'], IGNORED);
const pathOf = (file: string) => relative(workspaceRoot, file);

/** An editor applies the nearest tsconfig.json to a file. */
const configOf = (file: string) => ts.findConfigFile(dirname(file), ts.sys.fileExists);
const configs = new Set(sources.flatMap((file) => configOf(file) ?? []));

/** The files that `tsc -p` checks with a configuration. */
const filesOf = (config: string): string[] => {
  const { config: json } = ts.readConfigFile(config, ts.sys.readFile);
  return ts.parseJsonConfigFileContent(json, ts.sys, dirname(config)).fileNames;
};

/**
 * An editor that applies the configuration of the target `typecheck`, which runs before anything is built, finds the
 * same types and shows no error.
 */
describe('an editor', () => {
  it('checks every TypeScript file as its project does', () => {
    const checked = new Map([...configs].map((config) => [config, new Set(filesOf(config))]));
    const others = sources.filter((file) => !checked.get(configOf(file) ?? '')?.has(file));
    expect(sources).not.toEqual([]);
    expect(others.map(pathOf)).toEqual([]);
  });

  it.each([...configs].map(pathOf))('applies %s, which the target typecheck checks', (config) => {
    const project = join(workspaceRoot, dirname(config), 'project.json');
    expect(JSON.parse(readFileSync(project, 'utf8'))).toHaveProperty('targets.typecheck');
  });

  it('finds the sources of every package', () => {
    const { config } = ts.readConfigFile(join(workspaceRoot, 'tsconfig.base.json'), ts.sys.readFile);
    const paths = Object.values<string[]>(config.compilerOptions.paths).flat();
    const isSource = (path: string) => /\/src\/.*\.ts$/.test(path) && existsSync(join(workspaceRoot, path));
    expect(paths.filter((path) => !isSource(path))).toEqual([]);
  });
});
