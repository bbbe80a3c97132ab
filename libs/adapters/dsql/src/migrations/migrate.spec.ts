import { startPostgres, type EmbeddedPostgres } from '@product-service/embedded-postgres';
import { instantOf } from '@product-service/events';
import { Product } from '@product-service/product';
import { sql } from 'kysely';
import { createDatabase, type Database, type DatabaseEngine } from '../database.js';
import { createPool } from '../pool.js';
import { rowOf } from '../product-rows.js';
import { undocumented } from '../testing/dsql-sql.js';
import { migrate, roleChanges } from './migrate.js';
import type { Statement } from '../statement-batch.js';
import { migrationsHash, STEPS } from './steps.js';

const NAMES = STEPS.map(({ name }) => name);

let server: EmbeddedPostgres;
let database: Database;
const statements: Statement[] = [];

const open = (engine: DatabaseEngine): Database =>
  createDatabase(engine, () => createPool({ databaseUrl: server.url }, 'admin'), {
    onRoundTrip: (sent) => void statements.push(...sent),
  });

beforeAll(async () => {
  server = await startPostgres();
  database = open('postgresql');
}, 30_000);
beforeEach(async () => {
  await sql`DROP SCHEMA IF EXISTS product_api CASCADE`.execute(database.kysely);
  await sql`DROP ROLE IF EXISTS product_api_function`.execute(database.kysely);
  statements.length = 0;
});
afterAll(async () => {
  await database.close();
  await server.stop();
});

describe('migrating', () => {
  it('runs every step once', async () => {
    expect(await migrate({ database })).toEqual(NAMES);
    expect(await migrate({ database })).toEqual([]);
  });

  it('makes every column that a product is stored in', async () => {
    await migrate({ database });
    const { rows } = await sql<{ column_name: string }>`
      SELECT column_name FROM information_schema.columns
      WHERE table_schema = 'product_api' AND table_name = 'products'`.execute(database.kysely);
    const product = Product.create({ name: 'Latte', price: 1 }, instantOf(new Date(0)));
    expect(rows.map(({ column_name }) => column_name)).toEqual(
      expect.arrayContaining(Object.keys(rowOf(product.state, ''))),
    );
  });

  it('retries until a new role may connect', async () => {
    await sql`CREATE ROLE newcomer SUPERUSER NOLOGIN`.execute(database.kysely);
    const databaseUrl = Object.assign(new URL(server.url), { username: 'newcomer' }).href;
    const asNewcomer = createDatabase('postgresql', () => createPool({ databaseUrl }, 'admin'));
    const migration = migrate({ database: asNewcomer });
    const { password } = new URL(server.url);
    await sql.raw(`ALTER ROLE newcomer LOGIN PASSWORD '${password}'`).execute(database.kysely);
    expect(await migration).toEqual(NAMES);
    await asNewcomer.close();
    await sql`DROP OWNED BY newcomer CASCADE`.execute(database.kysely);
    await sql`DROP ROLE newcomer`.execute(database.kysely);
  });

  it('sends only statements that Aurora DSQL documents, one at a time', async () => {
    await migrate({ database });
    const sent = statements.map(({ sql }) => sql.replace('CREATE INDEX', 'CREATE INDEX ASYNC'));
    expect(sent.flatMap(undocumented)).toEqual([]);
    // No BEGIN: DDL and DML never share a transaction.
    expect(sent.filter((text) => /begin|commit/i.test(text))).toEqual([]);
  });

  it.each(NAMES.map((name, index) => [name, index] as const))(
    'continues after an interruption at %s',
    async (name, index) => {
      await migrate({ database });
      // As if the process had been killed after the step ran and before it was recorded.
      await database.kysely.deleteFrom('migrations').where('step', '>=', name).execute();
      expect(await migrate({ database })).toEqual(NAMES.slice(index));
    },
  );

  it('waits until an index is built, and fails if that takes too long', async () => {
    await migrate({ database });
    await database.kysely.deleteFrom('migrations').where('step', '=', '004-outbox-held').execute();
    const setValid = (isValid: boolean) =>
      sql`UPDATE pg_index SET indisvalid = ${isValid} WHERE indexrelid = 'product_api.outbox_held'::regclass`.execute(
        database.kysely,
      );
    await setValid(false);
    await expect(migrate({ database, indexTimeoutMs: 600 })).rejects.toThrow(
      'The index outbox_held is not built yet',
    );
    const migrated = migrate({ database });
    await setValid(true);
    expect(await migrated).toEqual(['004-outbox-held']);
  });

  it('retries after a conflict with another schema change', async () => {
    const failing = open('postgresql');
    let conflicts = 2;
    const kysely = failing.kysely.withPlugin({
      transformQuery: ({ node }) => {
        if (conflicts-- > 0) throw Object.assign(new Error('schema has been updated'), { code: 'OC001' });
        return node;
      },
      transformResult: async ({ result }) => result,
    });
    expect(await migrate({ database: { ...failing, kysely } })).toEqual(NAMES);
    expect(conflicts).toBeLessThan(0);
    await failing.close();
  });
});

describe('on Aurora DSQL', () => {
  it('indexes are built asynchronously, which PostgreSQL does not support', async () => {
    const dsql = open('aurora-dsql');
    await expect(migrate({ database: dsql })).rejects.toThrow('syntax error');
    expect(statements.at(-1)?.sql).toMatch(/^CREATE INDEX ASYNC IF NOT EXISTS/);
    await dsql.close();
  });

  it('grants first, and revokes only roles that may be revoked', () => {
    const [gone, goes, stays, comes] = ['Gone', 'Goes', 'Stays', 'Comes'].map(
      (name) => `arn:aws:iam::123456789012:role/${name}`,
    );
    expect(roleChanges([gone!, goes!, stays!], [stays!, comes!], (arn) => arn !== goes)).toEqual([
      `AWS IAM GRANT product_api_function TO '${comes}'`,
      `AWS IAM REVOKE product_api_function FROM '${gone}'`,
    ]);
  });

  it.each(["arn:aws:iam::123456789012:role/a' OR", 'product_api_function', 'arn:aws:iam::1:role/a'])(
    'rejects %j as a role ARN',
    (arn) => {
      expect(() => roleChanges([], [arn], () => false)).toThrow('Not the ARN of an IAM role');
    },
  );
});

describe('the hash of the migrations', () => {
  it('differs for every history', () => {
    const hashes = STEPS.map((_, index) => migrationsHash(index + 1));
    expect(new Set(hashes).size).toBe(STEPS.length);
    expect(hashes.at(-1)).toBe(migrationsHash());
  });

  it('has not changed for released steps', () => {
    expect(migrationsHash(9)).toBe('e8a9c49d8d62509e1635c81b65928f6b8fd3fac59e7e62d1c25caca8dad4ae62');
  });

  it('is the same each time', () => {
    expect(migrationsHash()).toMatch(/^[0-9a-f]{64}$/);
    expect(migrationsHash()).toBe(migrationsHash());
  });

  it('does not load a database driver', () => {
    jest.isolateModules(() => {
      jest.doMock('pg', () => {
        throw new Error('pg was loaded');
      });
      jest.doMock('kysely', () => {
        throw new Error('kysely was loaded');
      });
      expect(jest.requireActual('./index.js').migrationsHash()).toBe(migrationsHash());
    });
  });
});
