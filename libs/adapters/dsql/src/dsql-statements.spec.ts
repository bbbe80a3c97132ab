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
import { OC000, OC001, type Fault } from './testing/emulated-session.js';
import { create, dueEntries, openProducts, raisePrice } from './testing/repository.js';

const NAMES = STEPS.map(({ name }) => name);
const [GONE, STAYS, COMES] = ['Gone', 'Stays', 'Comes'].map(
  (name) => `arn:aws:iam::123456789012:role/${name}`,
) as [string, string, string];

let server: EmbeddedPostgres;
let front: Awaited<ReturnType<typeof startDsqlEmulator>>;
let admin: Database;
const opened: Database[] = [];

const open = (role: DatabaseRole = 'application', overrides: PoolConfig = {}): Database => {
  const database = createDatabase('aurora-dsql', () =>
    createPool({ clusterEndpoint: CLUSTER_ENDPOINT }, role, { ...front.overrides, ...overrides }),
  );
  opened.push(database);
  return database;
};
const roleArns = async () =>
  (
    await sql<{ arn: string }>`SELECT arn FROM sys.iam_pg_role_mappings ORDER BY arn`.execute(admin.kysely)
  ).rows.map(({ arn }) => arn);
/** Fails the next statements that begin with `start`. */
const failing = (start: string, failure: ReturnType<Fault>, times = 1): Fault => {
  let left = times;
  return (text) => (text.toLowerCase().startsWith(start) && left-- > 0 ? failure : undefined);
};

beforeAll(async () => {
  process.env['AWS_ACCESS_KEY_ID'] = 'AKIAIOSFODNN7EXAMPLE';
  process.env['AWS_SECRET_ACCESS_KEY'] = 'not-a-secret';
  server = await startPostgres();
  front = await startDsqlEmulator(server.url);
  admin = open('admin');
  await migrate({ database: admin, roleArns: [GONE, STAYS] });
}, 30_000);
beforeEach(async () => {
  front.failWhere();
  front.violations.length = 0;
  await sql`DELETE FROM product_api.outbox`.execute(admin.kysely);
  await sql`DELETE FROM product_api.products`.execute(admin.kysely);
});
afterAll(async () => {
  await Promise.all(opened.map((database) => database.close()));
  await front.stop();
  await server.stop();
});

describe('on Aurora DSQL', () => {
  afterEach(() => expect(front.violations).toEqual([]));

  it('the migration runs, lets roles in and out, and goes on after conflicts of the schema', async () => {
    await sql`DELETE FROM product_api.migrations`.execute(admin.kysely);
    front.failWhere(failing('create table', OC001, 2));
    expect(
      await migrate({ database: admin, roleArns: [STAYS, COMES], mayRevoke: (arn) => arn === GONE }),
    ).toEqual(NAMES);
    expect(await roleArns()).toEqual([COMES, STAYS]);
  });

  it.each([OC000, OC001])('a COMMIT that is refused with $text is made again, once', async (conflict) => {
    const { products, commits } = openProducts(open());
    await create(products);
    front.failWhere(failing('commit', conflict));
    expect((await raisePrice(products)).product.state).toMatchObject({ version: 2, price: 4.45 });
    expect((await dueEntries(open())).map(({ event }) => event.sequence)).toEqual(['1', '2']);
    expect(commits).toHaveLength(2);
  });

  it.each([OC000, OC001])('a first SELECT that is refused with $text is made again', async (conflict) => {
    const database = open();
    const { products } = openProducts(database);
    await create(products);
    const readings = [
      () => products.find('FLATWHITE'),
      () => products.list(10),
      () => raisePrice(products),
      () => dueEntries(database),
      () => outboxCheckHandler(database)(),
    ];
    for (const read of readings) {
      // What is that old would be stuck.
      await sql`UPDATE product_api.outbox SET occurred_at = now()`.execute(admin.kysely);
      front.failWhere(failing('select', conflict));
      await read();
    }
  });

  it('conflicts that do not end are a conflict, and nothing is written', async () => {
    const { products } = openProducts(open());
    await create(products);
    front.failWhere(failing('commit', OC000, Infinity));
    await expect(raisePrice(products)).rejects.toMatchObject({ code: 'product/write-conflict' });
    front.failWhere();
    expect((await products.find('FLATWHITE'))?.price).toBe(3.45);
  });

  it('no request fails, nor a transaction, as connections end after their hour', async () => {
    const database = open();
    const { products, commits } = openProducts(database);
    const outbox = dsqlOutbox({ database });
    await create(products);
    for (const statement of ['select', 'begin', 'update', 'insert', 'commit', 'delete']) {
      const logins = front.logins.length;
      front.failWhere((text) => {
        if (text.startsWith(statement)) {
          front.failWhere();
          front.expire();
        }
        return undefined;
      });
      await raisePrice(products);
      await outbox.remove((await dueEntries(database)).map(({ event }) => event.id));
      expect(front.logins.length).toBeGreaterThan(logins);
    }
    expect((await products.find('FLATWHITE'))?.price).toBeCloseTo(9.45);
    expect(commits).toHaveLength(7);
  });

  it.each(['40003', 'XX000'])('a COMMIT that fails with %s leaves open what became of it', async (code) => {
    const { products } = openProducts(open());
    await create(products);
    front.failWhere(failing('commit', { code, text: 'unknown' }));
    expect((await raisePrice(products)).product.state).toMatchObject({ version: 2, price: 4.45 });
  });

  it.each(['08006', '53300', '53400', '57P01', '25P03', '25P04'])(
    'a connection that says %s is not used again',
    async (code) => {
      const { products } = openProducts(open('application', { max: 1 }));
      await create(products);
      const logins = front.logins.length;
      front.failWhere(failing('select', { code, text: 'away' }));
      expect(await products.find('FLATWHITE')).toBeDefined();
      expect(front.logins).toHaveLength(logins + 1);
    },
  );

  it('a connection that refused a statement is used again', async () => {
    const { products } = openProducts(open('application', { max: 1 }));
    await create(products);
    const logins = front.logins.length;
    front.failWhere(failing('select', { code: '42P01', text: 'no such table' }));
    await expect(products.find('FLATWHITE')).rejects.toMatchObject({ code: '42P01' });
    expect(await products.find('FLATWHITE')).toBeDefined();
    expect(front.logins).toHaveLength(logins);
  });
});

describe('the front that plays Aurora DSQL', () => {
  it.each([
    'BEGIN ISOLATION LEVEL REPEATABLE READ',
    'SET search_path TO product_api',
    'SELECT id::jsonb FROM product_api.products',
    'CREATE INDEX i ON product_api.products (name)',
  ])('refuses %s', async (text) => {
    await expect(sql.raw(text).execute(open('admin').kysely)).rejects.toMatchObject({ code: '0A000' });
    expect(front.violations).toHaveLength(1);
  });

  it('refuses what has parameters, and serves the connection on', async () => {
    const { kysely } = open('application', { max: 1 });
    await expect(
      sql`SELECT id FROM product_api.products WHERE id = ${'a'} FOR UPDATE`.execute(kysely),
    ).rejects.toMatchObject({ code: '0A000' });
    expect((await sql`SELECT id FROM product_api.products WHERE id = ${'a'}`.execute(kysely)).rows).toEqual(
      [],
    );
  });

  it('refuses DDL in a transaction with another statement', async () => {
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
