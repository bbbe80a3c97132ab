import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPostgres } from './binaries.js';
import { startPostgres } from './index.js';
import { makeCheckout } from './testing/checkout.js';
import { spawnOwner } from './testing/owner-process.js';
import { NOTHING, query, leftoversOf, waitUntil } from './testing/leftovers.js';

jest.setTimeout(60_000);

const itAsRoot = process.getuid?.() === 0 ? it : it.skip;

describe('the embedded PostgreSQL', () => {
  it('has the settings of Aurora DSQL', async () => {
    const { url, stop } = await startPostgres();
    expect(
      await query(
        url,
        `SELECT current_setting('default_transaction_isolation') AS isolation, current_setting('timezone') AS timezone,
                datcollate AS collation, pg_encoding_to_char(encoding) AS encoding
           FROM pg_database WHERE datname = current_database()`,
      ),
    ).toEqual({ isolation: 'repeatable read', timezone: 'UTC', collation: 'C', encoding: 'UTF8' });
    await stop();
  });

  it('runs several times concurrently and repeatedly, and leaves nothing behind', async () => {
    for (const run of ['once', 'again']) {
      const servers = await Promise.all([startPostgres(), startPostgres()]);
      const leftovers = await Promise.all(servers.map(({ url }) => leftoversOf(url)));
      await Promise.all(servers.map(({ url }) => query(url, `CREATE TABLE ${run} (id int)`)));
      await Promise.all(servers.map(({ stop }) => stop()));
      await servers[0]?.stop();
      expect(leftovers.map(({ left }) => left())).toEqual([NOTHING, NOTHING]);
    }
  });

  it('rejects a wrong password', async () => {
    const { url, stop } = await startPostgres();
    const guess = new URL(url);
    guess.password = 'postgres';
    await expect(query(guess.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
    await stop();
  });
});

describe('when its owner process ends', () => {
  it.each(['SIGTERM', 'SIGKILL'] as const)('by %s, the server stops', async (signal) => {
    const owner = spawnOwner();
    const leftovers = await leftoversOf(await owner.url());
    await owner.end(signal);
    await leftovers.areGone();
  });

  it('by Ctrl-C, the owner decides when the server stops', async () => {
    const owner = spawnOwner();
    const url = await owner.url();
    const leftovers = await leftoversOf(url);
    const ended = owner.end('SIGINT');
    expect(await query(url, 'SELECT 1 AS alive')).toEqual({ alive: 1 });
    await ended;
    expect(leftovers.left()).toEqual(NOTHING);
  });

  it('during initialisation, nothing is left behind', async () => {
    const temporary = await mkdtemp(join(tmpdir(), 'killed-'));
    await chmod(temporary, 0o777);
    const owner = spawnOwner({ env: { ...process.env, TMPDIR: temporary } });
    await waitUntil(async () => (await readdir(temporary, { recursive: true })).join().includes('/data/'));
    await owner.end('SIGKILL');
    await waitUntil(async () => !(await readdir(temporary)).join().includes('embedded-postgres'));
    await rm(temporary, { recursive: true });
  });
});

describe('a checkout that only its owner can access', () => {
  itAsRoot.each([
    ['root', 0],
    ['a user without a name', 12_345],
  ])('works for %s', async (_, uid) => {
    const checkout = await makeCheckout(uid);
    const owner = checkout.spawnOwner();
    const url = await owner.url();
    expect(await query(url, 'SELECT 1 AS alive')).toEqual({ alive: 1 });
    const leftovers = await leftoversOf(url);
    await owner.end('SIGTERM');
    await leftovers.areGone();
    await checkout.remove();
  });
});

describe('an unsupported platform', () => {
  it.each([
    ['win32', 'x64', 'runs on Linux and macOS, not on win32'],
    ['linux', 's390x', 'The package @embedded-postgres/linux-s390x is not installed'],
  ])('%s-%s gets an error with advice', (platform, arch, message) => {
    expect(() => findPostgres(platform, arch)).toThrow(message);
    expect(() => findPostgres(platform, arch)).toThrow('DATABASE_URL');
  });
});
