import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, join } from 'node:path';
import { identityOf } from './process-identity.js';
import { temporaryFolder } from '../testing/temporary-folder.js';
import { removeAbandonedFolders } from './work-folder.js';

/** Above the highest pid there is. */
const NOBODY = '4194304';

jest.setTimeout(30_000);

describe('the folder of a run', () => {
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
  const here = (process: string) => ({ machine: hostname(), process });

  it.each([
    ['ends', '', 0],
    ['throws', "throw new Error('as it should');", 1],
  ])('goes with a process that %s', (_how, then, exitCode) => {
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
    ['whose process is gone', here(NOBODY)],
    ['whose process had the number of another one', here(`${process.pid} 1`)],
  ])('is removed by a later one, %s', async (_case, owner) => {
    // Where the system does not tell when a process was started, the second one stays.
    if (owner.process !== NOBODY && !identityOf(process.pid).includes(' ')) return;
    const folder = folderOf('product-service-x', owner);
    expect(await removeAbandonedFolders(temporary)).toBe(1);
    expect(existsSync(folder)).toBe(false);
  });

  it.each([
    ['of a process that runs', 'product-service-x', here(identityOf(process.pid))],
    ['of another machine on the same disk', 'product-service-x', { machine: 'elsewhere', process: NOBODY }],
    ['without a readable owner', 'product-service-x', '{'],
    ['of another program', 'other-service-x', here(NOBODY)],
  ])('stays, %s', async (_case, name, owner) => {
    const folder = folderOf(name, owner);
    expect(await removeAbandonedFolders(temporary)).toBe(0);
    expect(existsSync(folder)).toBe(true);
  });

  it('stays if others could have written its owner, or if it is a link', async () => {
    const theirs = folderOf('theirs', here(NOBODY));
    symlinkSync(theirs, join(temporary, 'product-service-link'));
    const open = folderOf('product-service-open', here(NOBODY));
    spawnSync('chmod', ['0777', open]);
    expect(await removeAbandonedFolders(temporary)).toBe(0);
    expect([theirs, open].map(existsSync)).toEqual([true, true]);
  });
});
