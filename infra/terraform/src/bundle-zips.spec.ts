import { spawnSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { zipBundles } from './bundle-zips.js';

const folder = mkdtempSync(join(tmpdir(), 'infra-terraform-zips-'));
afterAll(() => rmSync(folder, { recursive: true }));

const code = 'exports.handler = async () => "é";\n'.repeat(100);
mkdirSync(join(folder, 'apps/product-api/get-product'), { recursive: true });
writeFileSync(join(folder, 'apps/product-api/get-product/index.js'), code);
const zip = join(folder, 'zips/product-api/get-product.zip');

it('packs the code of each function, and removes older files', () => {
  mkdirSync(join(folder, 'zips'), { recursive: true });
  writeFileSync(join(folder, 'zips/old.zip'), '');
  expect(zipBundles(join(folder, 'apps'), join(folder, 'zips'))).toEqual(['product-api/get-product.zip']);
  const files = unzipSync(readFileSync(zip));
  expect(Object.keys(files)).toEqual(['index.js']);
  expect(Buffer.from(files['index.js']!).toString()).toBe(code);
  expect(() => readFileSync(join(folder, 'zips/old.zip'))).toThrow('ENOENT');
});

it.each(['UTC', 'Asia/Tokyo', 'America/New_York'])('gives the same bytes for the same code in %s', (TZ) => {
  const folders = ['apps', 'zips'].map((name) => JSON.stringify(join(folder, name)));
  const { stderr } = spawnSync(
    process.execPath,
    [
      '--import',
      'tsx',
      '-e',
      `require(${JSON.stringify(join(__dirname, 'bundle-zips.ts'))}).zipBundles(${folders})`,
    ],
    { cwd: __dirname, env: { ...process.env, NODE_OPTIONS: '', TZ }, encoding: 'utf8' },
  );
  expect(stderr).toBe('');
  // Recorded: with another version of the library, Terraform would deploy every function again.
  expect(hash('sha256', readFileSync(zip))).toBe(
    'daac5aaebf84e05c83101361f84562849497dc7c505492f976839807c4da370b',
  );
});
