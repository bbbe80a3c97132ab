import { join } from 'node:path';
import { cacheDir, workspaceRoot } from '@nx/devkit';

describe('results of tests', () => {
  it('are kept in this clone: what another one has passed counts for nothing here', () => {
    expect(cacheDir).toBe(join(workspaceRoot, '.nx/cache'));
  });
});
