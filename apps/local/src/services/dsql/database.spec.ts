import { type EmbeddedPostgres, startPostgres } from '@product-service/embedded-postgres';
import { Client } from 'pg';
import type { Activity } from '../../core/activity.js';
import { openDatabase } from './database.js';

jest.setTimeout(30_000);

let server: EmbeddedPostgres;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

const run = async (url: string, text: string): Promise<unknown> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(text).finally(() => client.end());
  return rows[0];
};
const open = async (url: string) => {
  const log: Activity[] = [];
  return { database: await openDatabase(url, (activity) => log.push(activity)), log };
};

it('has a connection string for the application once the migration has created its role', async () => {
  const { database, log } = await open(server.url);
  await expect(run(await database.applicationUrl(), 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
  expect(log).toEqual([{ event: 'warning', message: expect.stringContaining('does not exist') }]);

  await run(server.url, 'CREATE ROLE product_api_function WITH LOGIN');
  const url = await database.applicationUrl();
  expect(await run(url, 'SELECT current_user AS user, session_user AS session')).toEqual({
    user: 'product_api_function',
    session: 'product_api_function',
  });
  // Another local cloud on the same database does not lock this one out.
  expect(await (await open(server.url)).database.applicationUrl()).toBe(url);
  expect(log).toHaveLength(1);
});

it('uses the connection string of the owner, with a warning, if the owner may not set the password of the role', async () => {
  await run(server.url, "CREATE ROLE someone WITH LOGIN PASSWORD 'secret'");
  const url = new URL(server.url);
  Object.assign(url, { username: 'someone', password: 'secret' });
  const { database, log } = await open(url.href);
  expect(await database.applicationUrl()).toBe(url.href);
  expect(log).toEqual([{ event: 'warning', message: expect.stringContaining('permission denied') }]);
});
