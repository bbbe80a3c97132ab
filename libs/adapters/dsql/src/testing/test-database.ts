import { startPostgres, type EmbeddedPostgres } from '@product-service/embedded-postgres';
import type { Kysely, LogEvent } from 'kysely';
import type { PoolConfig } from 'pg';
import { createDatabase, type Database } from '../database.js';
import { migrate } from '../migrations/migrate.js';
import { createPool } from '../pool.js';
import type { Schema } from '../schema.js';
import { undocumented } from './dsql-sql.js';
import { limitKeySize } from './key-size.js';

/** A database of its own for a test file: a real PostgreSQL, migrated, and empty before each test. */
export interface TestDatabase {
  /** `postgres://` address of its superuser. */
  readonly url: string;
  readonly port: number;
  /** For the adapters. What they send has to be documented by Aurora DSQL, or the test fails. */
  readonly database: Database;
  /** One more, as another process has it; by way of another port if there is a proxy. */
  openAnother(options?: { port?: number; overrides?: PoolConfig }): Database;
  /** Every statement of the adapters in this test, with its error. */
  readonly statements: readonly LogEvent[];
  /** For what the test itself has to do behind the adapters' back. */
  readonly kysely: Kysely<Schema>;
}

/** Starts one for the tests of this file, and stops it after them. */
export const useTestDatabase = (): TestDatabase => {
  let server: EmbeddedPostgres;
  let behind: Database;
  let database: Database;
  const opened: Database[] = [];
  const statements: LogEvent[] = [];

  const openAnother: TestDatabase['openAnother'] = ({ port, overrides } = {}) => {
    const address = new URL(server.url);
    if (port) address.port = String(port);
    const another = createDatabase(
      'postgresql',
      () => createPool({ databaseUrl: address.href }, 'application', overrides),
      (event) => void statements.push(event),
    );
    opened.push(another);
    return another;
  };

  beforeAll(async () => {
    server = await startPostgres();
    behind = createDatabase('postgresql', () => createPool({ databaseUrl: server.url }, 'admin'));
    await migrate({ database: behind });
    await limitKeySize(behind.kysely);
    database = openAnother();
  }, 30_000);
  beforeEach(async () => {
    await behind.kysely.deleteFrom('outbox').execute();
    await behind.kysely.deleteFrom('products').execute();
    statements.length = 0;
  });
  afterEach(() => {
    expect(statements.flatMap(({ query }) => undocumented(query.sql))).toEqual([]);
  });
  afterAll(async () => {
    await Promise.all([behind, ...opened].map((one) => one.close()));
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
      return behind.kysely;
    },
    statements,
    openAnother,
  };
};
