import { startPostgres, type EmbeddedPostgres } from '@product-service/embedded-postgres';
import type { Kysely } from 'kysely';
import type { PoolConfig } from 'pg';
import { createDatabase, type Database, type DatabaseOptions } from '../database.js';
import type { Statement } from '../statement-batch.js';
import { migrate } from '../migrations/migrate.js';
import { createPool } from '../pool.js';
import type { Schema } from '../schema.js';
import { undocumented } from './dsql-sql.js';
import { limitKeySize } from './key-size.js';

interface SentStatement {
  readonly query: Statement;
  /** Of its round trip. */
  readonly error?: unknown;
}

/** A database for one test file: a real, migrated PostgreSQL, emptied before each test. */
export interface TestDatabase {
  /** `postgres://` URL of the superuser. */
  readonly url: string;
  readonly port: number;
  /** For the adapters. The test fails if they send a statement that Aurora DSQL does not document. */
  readonly database: Database;
  /** Another pool, as another process would have it; `port` is that of a proxy. */
  openAnother(options?: { port?: number; overrides?: PoolConfig; isPipelined?: boolean }): Database;
  /** Every statement that the adapters sent in this test, with its error. */
  readonly statements: readonly SentStatement[];
  /** The first word of every statement, by round trip: `begin insert`. */
  readonly roundTrips: readonly string[];
  /** For the test's own statements. They are not recorded. */
  readonly kysely: Kysely<Schema>;
}

/** Starts a database for the tests of this file, and stops it after them. */
export const useTestDatabase = (): TestDatabase => {
  let server: EmbeddedPostgres;
  let testAccess: Database;
  let database: Database;
  const opened: Database[] = [];
  const statements: SentStatement[] = [];
  const roundTrips: string[] = [];
  const onRoundTrip: DatabaseOptions['onRoundTrip'] = (sent, error) => {
    statements.push(...sent.map((query) => ({ query, error })));
    roundTrips.push(sent.map(({ sql }) => sql.split(' ')[0]).join(' '));
  };

  const openAnother: TestDatabase['openAnother'] = ({ port, overrides, ...options } = {}) => {
    const address = new URL(server.url);
    if (port) address.port = String(port);
    const another = createDatabase(
      'postgresql',
      () => createPool({ databaseUrl: address.href }, 'application', overrides),
      { ...options, onRoundTrip },
    );
    opened.push(another);
    return another;
  };

  beforeAll(async () => {
    server = await startPostgres();
    testAccess = createDatabase('postgresql', () => createPool({ databaseUrl: server.url }, 'admin'));
    await migrate({ database: testAccess });
    await limitKeySize(testAccess.kysely);
    database = openAnother();
  }, 30_000);
  beforeEach(async () => {
    await testAccess.kysely.deleteFrom('outbox').execute();
    await testAccess.kysely.deleteFrom('products').execute();
    await testAccess.kysely.deleteFrom('repeatable_requests').execute();
    statements.length = 0;
    roundTrips.length = 0;
  });
  afterEach(() => {
    expect(statements.flatMap(({ query }) => undocumented(query.sql))).toEqual([]);
  });
  afterAll(async () => {
    await Promise.all([testAccess, ...opened].map((one) => one.close()));
    await server.stop();
  });

  return {
    get url() {
      return server.url;
    },
    get port() {
      return Number(new URL(server.url).port);
    },
    get database() {
      return database;
    },
    get kysely() {
      return testAccess.kysely;
    },
    statements,
    roundTrips,
    openAnother,
  };
};
