import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { lstat, readdir, readFile, rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { identityOf, isRunning } from './process-identity.js';

const PREFIX = 'product-service-';
/** File in each folder with the machine and the process that own it. */
const OWNER = 'owner.json';

const WRITABLE_BY_OTHERS = 0o022;

/** Limit of one start. Later starts remove the rest. */
const MAXIMUM_REMOVED = 50;

/** Makes a folder that is removed when this process exits. After a kill, the next start removes it. */
export const makeWorkFolder = (): string => {
  // Both calls are synchronous, so that another start never sees a folder without an owner.
  const folder = realpathSync(mkdtempSync(join(tmpdir(), PREFIX)));
  writeFileSync(
    join(folder, OWNER),
    JSON.stringify({ machine: hostname(), process: identityOf(process.pid) }),
  );
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

/**
 * Removes this user's work folders if their process ran on this machine and has ended. A folder stays if it can't be
 * removed, or if it has no readable owner.
 * @returns the number of removed folders
 */
export const removeAbandonedFolders = async (temporary = tmpdir()): Promise<number> => {
  const names = (await readdir(temporary)).filter((name) => name.startsWith(PREFIX));
  let removed = 0;
  for (const name of names) {
    if (removed === MAXIMUM_REMOVED) break;
    const folder = join(temporary, name);
    if (!(await isAbandoned(folder))) continue;
    await rm(folder, { recursive: true, force: true }).then(
      () => (removed += 1),
      () => undefined,
    );
  }
  return removed;
};

const isAbandoned = async (folder: string): Promise<boolean> => {
  try {
    // A link is not followed: all users can write to the temporary directory, so it could point anywhere.
    const status = await lstat(folder);
    const isOwn = process.getuid === undefined || status.uid === process.getuid();
    if (!isOwn || !status.isDirectory() || (status.mode & WRITABLE_BY_OTHERS) !== 0) return false;
    const owner = JSON.parse(await readFile(join(folder, OWNER), 'utf8')) as Record<string, unknown>;
    return owner['machine'] === hostname() && !isRunning(String(owner['process']));
  } catch {
    return false;
  }
};
