import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder for as long as the tests of this file run. */
export const temporaryFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'local-cloud-test-'));
  folders.push(folder);
  return folder;
};
