import { execFileSync, execSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { workspaceRoot } from '@nx/devkit';

/** The folder of each package that other services install. */
export const FOLDERS: Readonly<Record<string, string>> = {
  events: 'libs/domain/events',
  product: 'libs/domain/product',
  'product-acl': 'libs/domain/product-acl',
  'product-event-publisher': 'libs/domain/product-event-publisher',
  'cloud-events': 'libs/adapters/cloud-events',
};
export const PACKAGES = Object.keys(FOLDERS);

/** What they depend on, from the workspace instead of a registry. */
const DEPENDENCIES = ['node_modules/zod'];

/** All that code can import from them. */
export const ENTRY_POINTS = [
  ...PACKAGES.map((name) => `@product-service/${name}`),
  '@product-service/events/testing',
  '@product-service/product/testing',
];

/** A project outside the workspace that has installed the packages from their tarballs, without a registry. */
export class Consumer {
  readonly folder = mkdtempSync(join(tmpdir(), 'consumer-'));
  readonly tarballs: readonly string[];

  constructor() {
    const folders = [...Object.values(FOLDERS).map((folder) => `dist/${folder}`), ...DEPENDENCIES];
    const quoted = folders.map((folder) => `"${join(workspaceRoot, folder)}"`).join(' ');
    this.#npm(`pack --ignore-scripts --pack-destination . ${quoted}`);
    this.tarballs = readdirSync(this.folder).filter((file) => file.endsWith('.tgz'));
    writeFileSync(join(this.folder, 'package.json'), '{ "private": true }');
    this.#npm(`install --engine-strict ${this.tarballs.map((file) => `./${file}`).join(' ')}`);
  }

  write(file: string, text: string): void {
    writeFileSync(join(this.folder, file), text);
  }

  /** An installed file, by package and path. */
  read(name: string, file: string): string {
    return readFileSync(join(this.folder, 'node_modules/@product-service', name, file), 'utf8');
  }

  /** Every installed file of the package, by path. */
  files(name: string): string[] {
    const folder = join(this.folder, 'node_modules/@product-service', name);
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, '/'));
  }

  /** The names of all installed packages. */
  installed(): string[] {
    const modules = join(this.folder, 'node_modules');
    const names = readdirSync(modules).filter((name) => !name.startsWith('.'));
    return names.flatMap((name) =>
      name.startsWith('@') ? readdirSync(join(modules, name)).map((child) => `${name}/${child}`) : [name],
    );
  }

  /** Runs Node.js in the project and returns what it prints. @throws Error with all output if it fails */
  node(...args: string[]): string {
    try {
      return execFileSync(process.execPath, args, { ...this.#options, stdio: 'pipe' });
    } catch (error) {
      const { stdout, stderr } = error as { stdout: string; stderr: string };
      throw new Error(`node ${args.join(' ')}\n${stdout}${stderr}`, { cause: error });
    }
  }

  /** Runs a tool of the workspace in the project: the project itself has the packages and nothing else. */
  tool(path: string, ...args: string[]): string {
    return this.node(join(workspaceRoot, 'node_modules', path), ...args);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #npm(args: string): void {
    execSync(`npm ${args} --offline --no-audit --no-fund`, { ...this.#options, stdio: 'pipe' });
  }

  get #options() {
    // npm and Nx pass their settings for this workspace on in the environment.
    const env = Object.entries(process.env).filter(([name]) => !/^(npm|nx|node|force)_/i.test(name));
    return { cwd: this.folder, encoding: 'utf8' as const, env: Object.fromEntries(env) };
  }
}
