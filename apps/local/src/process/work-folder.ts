import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { lstat, readdir, readFile, rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { identityOf, isRunning } from './process-identity.js';

const PREFIX = 'product-service-';
/** In each folder: the machine and the process that it belongs to. */
const OWNER = 'owner.json';

const WRITABLE_BY_OTHERS = 0o022;

/** In one start: more take the following ones. */
const REMOVE_AT_MOST = 50;

/** Makes a folder that is removed when this process exits; after a kill, the next start does that. */
export const makeWorkFolder = (): string => {
  // Nothing comes between the two, so that no other start sees a folder without an owner.
  const folder = realpathSync(mkdtempSync(join(tmpdir(), PREFIX)));
  writeFileSync(
    join(folder, OWNER),
    JSON.stringify({ machine: hostname(), process: identityOf(process.pid) }),
  );
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

/**
 * Removes the work folders of this user whose process on this machine is gone. What can't be removed, or tells no
 * owner, stays.
 * @returns how many there were
 */
export const removeAbandonedFolders = async (temporary = tmpdir()): Promise<number> => {
  const names = (await readdir(temporary)).filter((name) => name.startsWith(PREFIX));
  let removed = 0;
  for (const name of names) {
    if (removed === REMOVE_AT_MOST) break;
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
    // Not of the target of a link: in a temporary directory that all users share, it could be anything.
    const status = await lstat(folder);
    const isOurs = process.getuid === undefined || status.uid === process.getuid();
    if (!isOurs || !status.isDirectory() || (status.mode & WRITABLE_BY_OTHERS) !== 0) return false;
    const owner = JSON.parse(await readFile(join(folder, OWNER), 'utf8')) as Record<string, unknown>;
    return owner['machine'] === hostname() && !isRunning(String(owner['process']));
  } catch {
    return false;
  }
};
