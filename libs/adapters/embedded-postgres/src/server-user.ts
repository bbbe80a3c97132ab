import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The user of the server: `nobody` (65534) if this process is root, because PostgreSQL does not run as root; else the same user. */
export const serverUser = (): { uid?: number; gid?: number } =>
  process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

/**
 * Returns a folder from which `user` can run the PostgreSQL in `native`: that folder itself, or a copy (60 MB) in
 * `directory` if the user cannot access it, e.g. below a home directory with mode 0700.
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
