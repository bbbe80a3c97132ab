import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { exclusively } from './file-lock.js';
import { identityOf } from './process-identity.js';
import { temporaryFolder } from '../testing/temporary-folder.js';

describe('what runs exclusively', () => {
  const never = new AbortController().signal;
  const newLock = (): string => join(temporaryFolder(), 'some/lock');

  it('waits until the other one is done, failed or not', async () => {
    const lock = newLock();
    const steps: string[] = [];
    const first = exclusively(lock, never, async () => {
      steps.push('first begins');
      await sleep(300);
      steps.push('first fails');
      throw new Error('as it should');
    });
    await sleep(50);
    const second = exclusively(lock, never, async () => steps.push('second'));
    await expect(first).rejects.toThrow('as it should');
    await second;
    expect(steps).toEqual(['first begins', 'first fails', 'second']);
  });

  it('takes over from an owner that is gone', async () => {
    const lock = newLock();
    await exclusively(lock, never, async () => undefined);
    writeFileSync(lock, '4194304'); // Above the highest pid there is.
    expect(await exclusively(lock, never, async () => 'mine')).toBe('mine');
  });

  it('takes over from an owner whose number another process has now', async () => {
    const lock = newLock();
    await exclusively(lock, never, async () => undefined);
    // Where the system does not tell when a process was started, its number alone counts.
    if (!identityOf(process.pid).includes(' ')) return;
    writeFileSync(lock, `${process.pid} 1`);
    expect(await exclusively(lock, never, async () => 'mine')).toBe('mine');
  });

  it('stops waiting when it is told to', async () => {
    const lock = newLock();
    const owner = exclusively(lock, never, () => sleep(500));
    await sleep(50);
    await expect(exclusively(lock, AbortSignal.timeout(100), async () => 'mine')).rejects.toThrow('aborted');
    await owner;
  });
});
