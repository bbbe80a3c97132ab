/**
 * Builds one package as other services install it: `node libs/package.mjs domain/events` fills `dist/libs/domain/events` with CommonJS, declarations, package.json, README and licence.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const workspace = join(import.meta.dirname, '..');
const [path] = process.argv.slice(2);
const source = join(import.meta.dirname, path);
const output = join(workspace, 'dist/libs', path);

rmSync(output, { recursive: true, force: true });
const compiler = join(workspace, 'node_modules/typescript/bin/tsc');
// The fakes and contract suites need the types of Node and Jest; the rest must compile without.
const configs = ['tsconfig.lib.json', 'tsconfig.testing.json'].map((file) => join(source, file));
for (const config of configs.filter((file) => existsSync(file))) {
  const flags = [compiler, '-p', config, '--outDir', output];
  const { status } = spawnSync(process.execPath, flags, { stdio: 'inherit' });
  if (status !== 0) process.exit(1);
}

cpSync(join(source, 'package.json'), join(output, 'package.json'));
cpSync(join(source, 'README.md'), join(output, 'README.md'));
cpSync(join(workspace, 'LICENSE'), join(output, 'LICENSE'));

// The target `pack` puts the tarball there.
mkdirSync(join(workspace, 'dist/packages'), { recursive: true });
