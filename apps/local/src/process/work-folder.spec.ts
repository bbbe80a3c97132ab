import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, join } from 'node:path';
import { identityOf } from './process-identity.js';
import { temporaryFolder } from '../testing/temporary-folder.js';
import { removeAbandonedFolders } from './work-folder.js';

/** Above the highest possible pid. */
const UNUSED_PID = '4194304';

jest.setTimeout(30_000);

describe('a work folder', () => {
  let temporary: string;
  beforeEach(() => {
    temporary = temporaryFolder();
  });

  const folderOf = (name: string, owner: unknown): string => {
    const folder = join(temporary, name);
    mkdirSync(folder, { mode: 0o700 });
    writeFileSync(join(folder, 'owner.json'), typeof owner === 'string' ? owner : JSON.stringify(owner));
    return folder;
  };
  const onThisMachine = (process: string) => ({ machine: hostname(), process });

  it.each([
    ['ends', '', 0],
    ['throws', "throw new Error('deliberate failure');", 1],
  ])('is removed when its process %s', (_end, then, exitCode) => {
    const source = `import { makeWorkFolder } from ${JSON.stringify(join(__dirname, 'work-folder.ts'))};
      console.log(makeWorkFolder()); ${then}`;
    const { status, stdout } = spawnSync(
      process.execPath,
      ['--import', 'tsx', '--input-type=module', '-e', source],
      {
        env: { ...process.env, TMPDIR: temporary, NODE_OPTIONS: '' },
        encoding: 'utf8',
      },
    );
    expect(status).toBe(exitCode);
    expect(basename(stdout.trim())).toMatch(/^product-service-/);
    expect(readdirSync(temporary).filter((name) => name.startsWith('product-service-'))).toEqual([]);
  });

  it.each([
    ['its process has ended', onThisMachine(UNUSED_PID)],
    ['the pid of its process belongs to another process now', onThisMachine(`${process.pid} 1`)],
  ])('is removed by a later start if %s', async (_case, owner) => {
    // Without start times, the pid alone identifies a process, and the second folder stays.
    if (owner.process !== UNUSED_PID && !identityOf(process.pid).includes(' ')) return;
    const folder = folderOf('product-service-x', owner);
    expect(await removeAbandonedFolders(temporary)).toBe(1);
    expect(existsSync(folder)).toBe(false);
  });

  it.each([
    ['its process still runs', 'product-service-x', onThisMachine(identityOf(process.pid))],
    [
      'it belongs to another machine with the same disk',
      'product-service-x',
      { machine: 'elsewhere', process: UNUSED_PID },
    ],
    ['its owner cannot be read', 'product-service-x', '{'],
    ['it belongs to another program', 'other-service-x', onThisMachine(UNUSED_PID)],
  ])('stays if %s', async (_case, name, owner) => {
    const folder = folderOf(name, owner);
    expect(await removeAbandonedFolders(temporary)).toBe(0);
    expect(existsSync(folder)).toBe(true);
  });

  it('stays if other users could have written its owner, or if it is a link', async () => {
    const target = folderOf('target', onThisMachine(UNUSED_PID));
    symlinkSync(target, join(temporary, 'product-service-link'));
    const open = folderOf('product-service-open', onThisMachine(UNUSED_PID));
    spawnSync('chmod', ['0777', open]);
    expect(await removeAbandonedFolders(temporary)).toBe(0);
    expect([target, open].map(existsSync)).toEqual([true, true]);
  });
});
