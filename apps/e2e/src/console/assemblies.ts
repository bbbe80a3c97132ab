import { build, type DEPLOYMENT_TOOLS } from '@product-service/local/testing';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An integrated environment: with the bus that the services share. */
export const ENV = 'dev';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** Builds a deployment in a folder that is removed after the last test of the file. `work` is beside it, for what runs it. */
export const buildAssembly = async (tool: (typeof DEPLOYMENT_TOOLS)[number]) => {
  const root = mkdtempSync(join(tmpdir(), 'console-test-'));
  folders.push(root);
  const assembly = join(root, 'assembly');
  await build({ tool, env: ENV }, assembly, new AbortController().signal);
  return { assembly, work: join(root, 'work') };
};
