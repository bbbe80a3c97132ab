import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const WORKSPACE = join(__dirname, '../../..');

const filesIn = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => [file.slice(folder.length), readFileSync(file, 'utf8')]),
  );

it('is made from the document: if not, run "npm run documents" and commit the files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'client-'));
  try {
    const generator = join(WORKSPACE, 'node_modules/@hey-api/openapi-ts/bin/run.js');
    const options = ['-f', 'libs/adapters/client/openapi-ts.config.mjs', '--no-log-file', '--silent'];
    const env = { ...process.env, CLIENT_FOLDER: folder };
    execFileSync(process.execPath, [generator, ...options], { cwd: WORKSPACE, env, stdio: 'pipe' });
    expect(filesIn(join(__dirname, 'src'))).toEqual(filesIn(folder));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
