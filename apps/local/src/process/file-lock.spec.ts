import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { withFileLock } from './file-lock.js';
import { identityOf } from './process-identity.js';
import { temporaryFolder } from '../testing/temporary-folder.js';

describe('a file lock', () => {
  const never = new AbortController().signal;
  const newLock = (): string => join(temporaryFolder(), 'some/lock');

  it('is free again after its owner has ended or failed', async () => {
    const lock = newLock();
    const steps: string[] = [];
    const first = withFileLock(lock, never, async () => {
      steps.push('first begins');
      await sleep(300);
      steps.push('first fails');
      throw new Error('as it should');
    });
    await sleep(50);
    const second = withFileLock(lock, never, async () => steps.push('second'));
    await expect(first).rejects.toThrow('as it should');
    await second;
    expect(steps).toEqual(['first begins', 'first fails', 'second']);
  });

  it('is taken over from a process that has ended', async () => {
    const lock = newLock();
    await withFileLock(lock, never, async () => undefined);
    writeFileSync(lock, '4194304'); // Above the highest possible pid.
    expect(await withFileLock(lock, never, async () => 'mine')).toBe('mine');
  });

  it('is taken over from a process whose pid another process has now', async () => {
    const lock = newLock();
    await withFileLock(lock, never, async () => undefined);
    // Without start times, the pid alone identifies a process.
    if (!identityOf(process.pid).includes(' ')) return;
    writeFileSync(lock, `${process.pid} 1`);
    expect(await withFileLock(lock, never, async () => 'mine')).toBe('mine');
  });

  it('is no longer waited for after an abort', async () => {
    const lock = newLock();
    const owner = withFileLock(lock, never, () => sleep(500));
    await sleep(50);
    await expect(withFileLock(lock, AbortSignal.timeout(100), async () => 'mine')).rejects.toThrow('aborted');
    await owner;
  });
});
