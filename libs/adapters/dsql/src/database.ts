import { readDatabasePipelining, readOptionalVariable, readVariable } from '@product-service/environment';
import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely';
import type { Pool } from 'pg';
import { reliableConnections, type Connections, type OnRoundTrip } from './connections.js';
import { createPool, MAX_AGE_MS, MAX_IDLE_MS, type DatabaseRole } from './pool.js';
import { SCHEMA, type Schema } from './schema.js';

export type DatabaseEngine = 'aurora-dsql' | 'postgresql';

/** The product database. One per process; it connects at first use. */
export interface Database {
  readonly engine: DatabaseEngine;
  /** For statements outside of transactions. */
  readonly kysely: Kysely<Schema>;
  /** For transactions. */
  readonly connect: Connections['connect'];
  /** BEGIN and COMMIT are sent together with other statements, in one round trip. */
  readonly isPipelined: boolean;
  /** Closes all connections. */
  close(): Promise<void>;
}

/**
 * Opens the database that the environment names: the PostgreSQL at `DATABASE_URL` if set, else the Aurora DSQL
 * cluster at `DSQL_CLUSTER_ENDPOINT`. Connects as the application's role or as `admin`.
 * @throws Error naming the variable that is missing or wrong
 */
export const openDatabase = (
  role: DatabaseRole = 'application',
  environment: NodeJS.ProcessEnv = process.env,
): Database => {
  const databaseUrl = readOptionalVariable('DATABASE_URL', environment);
  const pipelining = readDatabasePipelining(environment);
  const options = pipelining === 'auto' ? {} : { isPipelined: pipelining === 'on' };
  if (databaseUrl) return createDatabase('postgresql', () => createPool({ databaseUrl }, role), options);
  const clusterEndpoint = readVariable('DSQL_CLUSTER_ENDPOINT', environment);
  return createDatabase('aurora-dsql', () => createPool({ clusterEndpoint }, role), options);
};

export interface DatabaseOptions {
  /** Default: only for PostgreSQL. */
  readonly isPipelined?: boolean;
  readonly onRoundTrip?: OnRoundTrip;
}

/** Creates the database on top of a pool, which is created at first use. */
export const createDatabase = (
  engine: DatabaseEngine,
  pool: () => Pool,
  { isPipelined = engine === 'postgresql', onRoundTrip }: DatabaseOptions = {},
): Database => {
  let opened: Connections | undefined;
  const connections = (): Connections =>
    (opened ??= reliableConnections(pool(), { maxAge: MAX_AGE_MS, maxIdle: MAX_IDLE_MS }, onRoundTrip));
  const kysely = new Kysely<Schema>({
    dialect: new PostgresDialect({ pool: async () => kyselyPool(connections()) }),
  });
  return {
    engine,
    kysely: kysely.withSchema(SCHEMA),
    connect: () => connections().connect(),
    isPipelined,
    async close() {
      await kysely.destroy();
      await opened?.end();
    },
  };
};

/** Kysely's view of the connections. */
const kyselyPool = ({ connect }: Connections): PostgresPool => ({
  async connect() {
    const { query, release } = await connect();
    const send = (sql: string, parameters: readonly unknown[]) => query({ sql, parameters });
    // The type also allows cursors, which are not used here.
    return { query: send as unknown as PostgresPoolClient['query'], release };
  },
  // The database closes its connections itself.
  end: async () => {},
});
