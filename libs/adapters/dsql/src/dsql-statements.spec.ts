import { startPostgres, type EmbeddedPostgres } from '@product-service/embedded-postgres';
import { sql } from 'kysely';
import type { PoolConfig } from 'pg';
import { createDatabase, type Database } from './database.js';
import { migrate } from './migrations/migrate.js';
import { STEPS } from './migrations/steps.js';
import { outboxCheckHandler } from './outbox-check.js';
import { dsqlOutbox } from './outbox.js';
import { createPool, type DatabaseRole } from './pool.js';
import { CLUSTER_ENDPOINT, startDsqlEmulator } from './testing/dsql-emulator.js';
import { failing, OC000, OC001 } from './testing/emulated-session.js';
import { create, dueEntries, openProducts, raisePrice } from './testing/repository.js';

const NAMES = STEPS.map(({ name }) => name);
const [GONE, STAYS, COMES] = ['Gone', 'Stays', 'Comes'].map(
  (name) => `arn:aws:iam::123456789012:role/${name}`,
) as [string, string, string];

let server: EmbeddedPostgres;
let emulator: Awaited<ReturnType<typeof startDsqlEmulator>>;
let admin: Database;
const opened: Database[] = [];

let isPipelined = false;
const open = (role: DatabaseRole = 'application', overrides: PoolConfig = {}): Database => {
  const database = createDatabase(
    'aurora-dsql',
    () => createPool({ clusterEndpoint: CLUSTER_ENDPOINT }, role, { ...emulator.overrides, ...overrides }),
    { isPipelined },
  );
  opened.push(database);
  return database;
};
const roleArns = async () =>
  (
    await sql<{ arn: string }>`SELECT arn FROM sys.iam_pg_role_mappings ORDER BY arn`.execute(admin.kysely)
  ).rows.map(({ arn }) => arn);

beforeAll(async () => {
  process.env['AWS_ACCESS_KEY_ID'] = 'AKIAIOSFODNN7EXAMPLE';
  process.env['AWS_SECRET_ACCESS_KEY'] = 'not-a-secret';
  server = await startPostgres();
  emulator = await startDsqlEmulator(server.url);
  admin = open('admin');
  await migrate({ database: admin, roleArns: [GONE, STAYS] });
}, 30_000);
beforeEach(async () => {
  emulator.failWhere();
  emulator.violations.length = 0;
  await sql`DELETE FROM product_api.outbox`.execute(admin.kysely);
  await sql`DELETE FROM product_api.products`.execute(admin.kysely);
});
afterAll(async () => {
  await Promise.all(opened.map((database) => database.close()));
  await emulator.stop();
  await server.stop();
}, 30_000);

describe.each([false, true])('on Aurora DSQL (pipelined: %s)', (pipelined) => {
  beforeAll(() => {
    isPipelined = pipelined;
  });
  afterEach(() => expect(emulator.violations).toEqual([]));

  it('the migration runs, grants and revokes roles, and continues after schema conflicts', async () => {
    await sql`DELETE FROM product_api.migrations`.execute(admin.kysely);
    emulator.failWhere(failing('create table', OC001, 2));
    expect(
      await migrate({ database: admin, roleArns: [STAYS, COMES], mayRevoke: (arn) => arn === GONE }),
    ).toEqual(NAMES);
    expect(await roleArns()).toEqual([COMES, STAYS]);
  });

  it.each([OC000, OC001])(
    'a COMMIT that fails with $text is retried, and takes effect once',
    async (conflict) => {
      const { products, commits } = openProducts(open());
      await create(products);
      emulator.failWhere(failing('commit', conflict));
      expect((await raisePrice(products)).product.state).toMatchObject({ version: 2, price: 4.45 });
      expect((await dueEntries(open())).map(({ event }) => event.sequence)).toEqual(['1', '2']);
      expect(commits).toHaveLength(2);
    },
  );

  it.each([OC000, OC001])('a first SELECT that fails with $text is retried', async (conflict) => {
    const database = open();
    const { products } = openProducts(database);
    await create(products);
    const readings = [
      () => products.find('FLATWHITE'),
      () => products.list({ limit: 10 }),
      () => raisePrice(products),
      () => dueEntries(database),
      () => outboxCheckHandler(database)(),
    ];
    for (const read of readings) {
      // Otherwise the outbox check would report the entries as stuck.
      await sql`UPDATE product_api.outbox SET occurred_at = now()`.execute(admin.kysely);
      emulator.failWhere(failing('select', conflict));
      await read();
    }
  });

  it('endless conflicts give product/write-conflict, and nothing is written', async () => {
    const { products } = openProducts(open());
    await create(products);
    emulator.failWhere(failing('commit', OC000, Infinity));
    await expect(raisePrice(products)).rejects.toMatchObject({ code: 'product/write-conflict' });
    emulator.failWhere();
    expect((await products.find('FLATWHITE'))?.state.price).toBe(3.45);
  });

  it('no request fails when connections reach their maximum age', async () => {
    const database = open();
    const { products, commits } = openProducts(database);
    const outbox = dsqlOutbox({ database });
    await create(products);
    for (const statement of ['select', 'begin', 'update', 'insert', 'commit', 'delete']) {
      const logins = emulator.logins.length;
      emulator.failWhere((text) => {
        if (text.startsWith(statement)) {
          emulator.failWhere();
          emulator.expire();
        }
        return undefined;
      });
      await raisePrice(products);
      await outbox.remove((await dueEntries(database)).map(({ event }) => event.id));
      expect(emulator.logins.length).toBeGreaterThan(logins);
    }
    expect((await products.find('FLATWHITE'))?.state.price).toBeCloseTo(9.45);
    expect(commits).toHaveLength(7);
  });

  it.each(['40003', 'XX000'])('a COMMIT that fails with %s has an unknown outcome', async (code) => {
    const { products } = openProducts(open());
    await create(products);
    emulator.failWhere(failing('commit', { code, text: 'unknown' }));
    expect((await raisePrice(products)).product.state).toMatchObject({ version: 2, price: 4.45 });
  });

  it.each(['08006', '53300', '53400', '57P01', '25P03', '25P04'])(
    'a connection that fails with %s is not reused',
    async (code) => {
      const { products } = openProducts(open('application', { max: 1 }));
      await create(products);
      const logins = emulator.logins.length;
      emulator.failWhere(failing('select', { code, text: 'away' }));
      expect(await products.find('FLATWHITE')).toBeDefined();
      expect(emulator.logins).toHaveLength(logins + 1);
    },
  );

  it('a connection whose ROLLBACK fails is not reused, because its transaction is still open', async () => {
    const { products } = openProducts(open('application', { max: 1 }));
    await create(products);
    const logins = emulator.logins.length;
    // A creation of an existing product rolls back.
    emulator.failWhere(failing('rollback', { code: 'XX000', text: 'internal error' }));
    expect((await create(products)).outcome).toBe('already-exists');
    expect(emulator.logins).toHaveLength(logins + 1);
  });

  it('a connection that rejected a statement is reused', async () => {
    const { products } = openProducts(open('application', { max: 1 }));
    await create(products);
    const logins = emulator.logins.length;
    emulator.failWhere(failing('select', { code: '42P01', text: 'no such table' }));
    await expect(products.find('FLATWHITE')).rejects.toMatchObject({ code: '42P01' });
    expect(await products.find('FLATWHITE')).toBeDefined();
    expect(emulator.logins).toHaveLength(logins);
  });
});

describe('the emulator of Aurora DSQL', () => {
  it.each([
    'BEGIN ISOLATION LEVEL REPEATABLE READ',
    'SET search_path TO product_api',
    'SELECT id::jsonb FROM product_api.products',
    'CREATE INDEX i ON product_api.products (name)',
  ])('rejects %s', async (text) => {
    await expect(sql.raw(text).execute(open('admin').kysely)).rejects.toMatchObject({ code: '0A000' });
    expect(emulator.violations).toHaveLength(1);
  });

  it('rejects a statement with parameters, and keeps the connection usable', async () => {
    const { kysely } = open('application', { max: 1 });
    await expect(
      sql`SELECT id FROM product_api.products WHERE id = ${'a'} FOR UPDATE`.execute(kysely),
    ).rejects.toMatchObject({ code: '0A000' });
    expect((await sql`SELECT id FROM product_api.products WHERE id = ${'a'}`.execute(kysely)).rows).toEqual(
      [],
    );
  });

  it('rejects DDL in a transaction with another statement', async () => {
    const transaction = open('admin')
      .kysely.connection()
      .execute(async (connection) => {
        await sql`begin`.execute(connection);
        await sql`SELECT 1`.execute(connection);
        await sql`CREATE SCHEMA IF NOT EXISTS another`.execute(connection);
      });
    await expect(transaction).rejects.toMatchObject({ code: '0A000' });
  });
});
