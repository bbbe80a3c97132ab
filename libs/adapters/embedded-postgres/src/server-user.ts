import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Who a server runs as: nobody in particular where we are root, as PostgreSQL refuses root; else ourselves. */
export const serverUser = (): { uid?: number; gid?: number } =>
  process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

/**
 * A folder from which `user` can run the PostgreSQL that lies in `native`: the same one, or a copy (60 MB) in
 * `directory` when its way is closed to other users, as it is below a home directory of mode 0700.
 */
export const makeRunnable = async (
  native: string,
  directory: string,
  { uid, gid }: ReturnType<typeof serverUser>,
): Promise<string> => {
  if (uid === undefined || gid === undefined) return native;
  try {
    await run(join(native, 'bin', 'postgres'), ['--version'], { cwd: directory, uid, gid });
    return native;
  } catch {
    const copy = join(directory, 'native');
    await run('cp', ['-R', native, copy]);
    await run('chmod', ['-R', 'u+rwX', copy]);
    await run('chown', ['-R', `${uid}:${gid}`, copy]);
    return copy;
  }
};
