import { join } from 'node:path';
import { cacheDir, workspaceRoot } from '@nx/devkit';

describe('the cache of test results', () => {
  it('is inside this clone: results of another clone are not used here', () => {
    expect(cacheDir).toBe(join(workspaceRoot, '.nx/cache'));
  });
});
