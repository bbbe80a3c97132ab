import { readOptionalVariable, readVariable } from '@product-service/environment';
import { Kysely, PostgresDialect, type LogConfig } from 'kysely';
import type { Pool } from 'pg';
import { reliableConnections } from './connections.js';
import { createPool, MAX_AGE_MS, MAX_IDLE_MS, type DatabaseRole } from './pool.js';
import { SCHEMA, type Schema } from './schema.js';

export type DatabaseEngine = 'aurora-dsql' | 'postgresql';

/** The product database. One per process; it connects at first use. */
export interface Database {
  readonly engine: DatabaseEngine;
  readonly kysely: Kysely<Schema>;
  /** Closes all connections. */
  close(): Promise<void>;
}

/**
 * Opens the database that the environment names: the PostgreSQL at `DATABASE_URL` if set, else the Aurora DSQL
 * cluster at `DSQL_CLUSTER_ENDPOINT`. Connects as the application's role or as `admin`.
 * @throws Error naming the missing variable
 */
export const openDatabase = (
  role: DatabaseRole = 'application',
  environment: NodeJS.ProcessEnv = process.env,
): Database => {
  const databaseUrl = readOptionalVariable('DATABASE_URL', environment);
  if (databaseUrl) return createDatabase('postgresql', () => createPool({ databaseUrl }, role));
  const clusterEndpoint = readVariable('DSQL_CLUSTER_ENDPOINT', environment);
  return createDatabase('aurora-dsql', () => createPool({ clusterEndpoint }, role));
};

/** Creates the database on top of a pool. `log` is called with every statement. */
export const createDatabase = (engine: DatabaseEngine, pool: () => Pool, log?: LogConfig): Database => {
  const connections = async () => reliableConnections(pool(), { maxAge: MAX_AGE_MS, maxIdle: MAX_IDLE_MS });
  const kysely = new Kysely<Schema>({
    dialect: new PostgresDialect({ pool: connections }),
    ...(log && { log }),
  });
  return { engine, kysely: kysely.withSchema(SCHEMA), close: () => kysely.destroy() };
};
