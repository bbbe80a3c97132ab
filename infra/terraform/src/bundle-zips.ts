import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { zipSync } from 'fflate';

/** The earliest date that the format has. A constant, so the same code gives the same bytes at any time. */
const DATE = new Date(1980, 0, 1);
/** The format stores the operating system. */
const UNIX = 3;

/**
 * Packs each function's code as `<service>/<function>.zip`, and removes older files. The same code gives the same bytes on
 * every machine: otherwise Terraform would deploy it again.
 * @param from contains `<service>/<function>/index.js`.
 * @returns the names of the zip files
 */
export const zipBundles = (from: string, to: string): readonly string[] => {
  rmSync(to, { recursive: true, force: true });
  return globSync('*/*/index.js', { cwd: from })
    .sort()
    .map((file) => {
      const name = `${dirname(file)}.zip`;
      const code = readFileSync(join(from, file));
      const zip = zipSync({ 'index.js': [code, { mtime: DATE, os: UNIX, attrs: 0o644 << 16, level: 9 }] });
      mkdirSync(dirname(join(to, name)), { recursive: true });
      writeFileSync(join(to, name), zip);
      return name;
    });
};
