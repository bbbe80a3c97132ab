import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Service } from './service.js';

const WORKSPACE = join(__dirname, '../../..');
const PACKAGE = join(WORKSPACE, 'dist/libs/adapters/client');
const MODULES = join(WORKSPACE, 'node_modules');

/** Strict, and with the declarations of the package checked themselves. */
const COMPILER_OPTIONS = {
  strict: true,
  exactOptionalPropertyTypes: true,
  skipLibCheck: false,
  target: 'es2024',
  module: 'nodenext',
  types: ['node'],
  typeRoots: [join(MODULES, '@types')],
};

describe('the package of the client, installed in another project', () => {
  const folder = mkdtempSync(join(tmpdir(), 'client-'));
  const readme = readFileSync(join(PACKAGE, 'README.md'), 'utf8');
  let service: Service;

  /** npm and Nx pass their settings for this workspace on in the environment. */
  const ownVariables = Object.entries(process.env).filter(([name]) => !/^(npm|nx|node|force)_/i.test(name));
  const run = (program: string, args: readonly string[], variables: Record<string, string> = {}): string => {
    const env = { ...Object.fromEntries(ownVariables), ...variables };
    return execFileSync(program, args, { cwd: folder, encoding: 'utf8', env, stdio: 'pipe' });
  };

  beforeAll(async () => {
    service = await Service.start();
    const npm = (...args: string[]) => run('npm', [...args, '--offline', '--no-audit', '--no-fund']);
    npm('pack', '--pack-destination', '.', PACKAGE);
    writeFileSync(join(folder, 'package.json'), '{ "private": true }');
    const [tarball = ''] = /\S+\.tgz/.exec(readme) ?? [];
    npm('install', `./${tarball}`);
    const [, example = ''] = /```ts\n([^]*?)```/.exec(readme) ?? [];
    const code = example.replace('http://localhost:3000', service.target.api);
    for (const extension of ['mts', 'cts']) writeFileSync(join(folder, `example.${extension}`), code);
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: COMPILER_OPTIONS }));
  }, 180_000);
  afterAll(async () => {
    await service?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('runs the example of its README, by import and by require', async () => {
    run(process.execPath, [join(MODULES, 'typescript/bin/tsc'), '-p', '.']);
    const variables = { TOKEN: await service.token() };
    expect(run(process.execPath, ['example.mjs'], variables)).toBe('2.9\n');
    expect(run(process.execPath, ['example.cjs'], variables)).toBe('2.9\n');
    expect(readme).toContain('console.log); // 2.9');
  });

  it('passes publint', () => {
    const publint = join(MODULES, 'publint/src/cli.js');
    const installed = 'node_modules/@product-service/client';
    expect(run(process.execPath, [publint, installed, '--strict'])).toContain('All good!');
  });
});
