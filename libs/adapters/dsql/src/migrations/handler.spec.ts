import { startPostgres, type EmbeddedPostgres } from '@product-service/embedded-postgres';
import { openDatabase, type Database } from '../database.js';
import { databaseMigrationHandler } from './handler.js';
import type { MigrationProperties } from './run-migration.js';

let server: EmbeddedPostgres;
let database: Database;
beforeAll(async () => {
  server = await startPostgres();
  database = openDatabase('admin', { DATABASE_URL: server.url });
}, 30_000);
afterAll(async () => {
  await database.close();
  await server.stop();
});

const input = { bundle: 'hash', clusterArn: 'arn:aws:dsql:eu-west-1:123456789012:cluster/a', roleArns: [] };
const run = (event: object, on = database, remaining = 900_000) =>
  databaseMigrationHandler(on)(event as MigrationProperties, { getRemainingTimeInMillis: () => remaining });

describe('the migration invoked by Terraform', () => {
  it('migrates, and returns what it did', async () => {
    expect(await run(input)).toMatch(/^Ran 001-products/);
    expect(await run({ ...input, bundle: 'another' })).toBe('The database was up to date.');
  });

  it('fails with the reason, so that the deployment ends', async () => {
    const dsql: Database = { ...database, engine: 'aurora-dsql' };
    await expect(run({ ...input, roleArns: ['nobody'] }, dsql)).rejects.toThrow();
  });

  it('fails before the function times out', async () => {
    // Not closed: closing would wait for the statement.
    const stuck = openDatabase('admin', { DATABASE_URL: server.url });
    const kysely = stuck.kysely.withPlugin({
      transformQuery: ({ node }) => node,
      transformResult: () => new Promise(() => {}),
    });
    await expect(run(input, { ...stuck, kysely }, 10_100)).rejects.toThrow('timed out');
  });

  it.each([{}, { roleArns: [] }, { clusterArn: 1 }])(
    'migrates nothing for the event %j of another sender',
    async (event) => {
      await expect(run(event)).rejects.toThrow('contains no clusterArn');
    },
  );
});
