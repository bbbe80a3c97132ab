import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { identityOf, isRunning } from './process-identity.js';

const RETRY_MS = 200;

/**
 * Runs something while no other process holds the same lock. The lock of a process that has ended is taken over.
 * @param signal ends the waiting.
 */
export const withFileLock = async <T>(
  lockFile: string,
  signal: AbortSignal,
  run: () => Promise<T>,
): Promise<T> => {
  await mkdir(dirname(lockFile), { recursive: true });
  while (!(await take(lockFile))) await sleep(RETRY_MS, undefined, { signal });
  try {
    return await run();
  } finally {
    await rm(lockFile, { force: true });
  }
};

const take = async (lockFile: string): Promise<boolean> => {
  try {
    await writeFile(lockFile, identityOf(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const owner = await readFile(lockFile, 'utf8').catch(() => '');
  if (owner !== '' && !isRunning(owner)) await rm(lockFile, { force: true });
  return false;
};
