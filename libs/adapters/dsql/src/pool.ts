import { AuroraDSQLPool } from '@aws/aurora-dsql-node-postgres-connector';
import { Pool, type PoolConfig } from 'pg';
import { APPLICATION_ROLE } from './schema.js';

/** `application` for functions that serve products, `admin` for the one that migrates the database. */
export type DatabaseRole = 'application' | 'admin';

/** An Aurora DSQL cluster, or any PostgreSQL. */
export type DatabaseAddress = { readonly clusterEndpoint: string } | { readonly databaseUrl: string };

/** Aurora DSQL closes a connection after 60 minutes. Lifetimes are random, as it accepts 100 new connections per second. */
const MIN_LIFETIME_SECONDS = 45 * 60;
const MAX_LIFETIME_SECONDS = 55 * 60;
/** NAT gateways drop an idle connection after 350 seconds. */
export const MAX_IDLE_MS = 5 * 60_000;
export const MAX_AGE_MS = MAX_LIFETIME_SECONDS * 1000;

/** DDL in Aurora DSQL can be slow. The statements of functions use an index. */
const QUERY_TIMEOUT_MS = { application: 5_000, admin: 60_000 } as const;
/** PostgreSQL cancels a slow statement itself. Its reply shows that the connection works, so the client waits for it. */
const CANCELLATION_MS = 500;

const settings = (role: DatabaseRole): PoolConfig => ({
  // A function handles one request or one batch at a time.
  max: 4,
  connectionTimeoutMillis: 5_000,
  // Enforced by the client: Aurora DSQL rejects connections that set a `statement_timeout`.
  query_timeout: QUERY_TIMEOUT_MS[role] + CANCELLATION_MS,
  idleTimeoutMillis: MAX_IDLE_MS,
  maxLifetimeSeconds:
    MIN_LIFETIME_SECONDS + Math.floor(Math.random() * (MAX_LIFETIME_SECONDS - MIN_LIFETIME_SECONDS)),
  keepAlive: true,
  // An idle pool does not keep the process alive.
  allowExitOnIdle: true,
});

/** Aurora DSQL's only isolation level. PostgreSQL's default is weaker. */
const ISOLATION = '-c default_transaction_isolation=repeatable\\ read';

/** Appends the isolation level to the options in the URL: a pool ignores its own `options` if the URL has some. */
const withIsolation = (databaseUrl: string): string => {
  const url = new URL(databaseUrl);
  const options = [url.searchParams.get('options') ?? process.env['PGOPTIONS'], ISOLATION];
  url.searchParams.set('options', options.filter(Boolean).join(' '));
  return url.href;
};

/**
 * Creates a pool: for a cluster the connector's, which creates an IAM token for every connection, else a plain one. It
 * connects at first use. `overrides` are for tests.
 */
export const createPool = (address: DatabaseAddress, role: DatabaseRole, overrides: PoolConfig = {}): Pool =>
  'clusterEndpoint' in address
    ? new AuroraDSQLPool({
        ...settings(role),
        host: address.clusterEndpoint,
        user: role === 'admin' ? 'admin' : APPLICATION_ROLE,
        ssl: { rejectUnauthorized: true },
        ...overrides,
      })
    : new Pool({
        ...settings(role),
        connectionString: withIsolation(address.databaseUrl),
        // A statement that the client gave up must not keep its locks. Aurora DSQL has no locks.
        statement_timeout: QUERY_TIMEOUT_MS[role],
        idle_in_transaction_session_timeout: QUERY_TIMEOUT_MS[role],
        ...overrides,
      });
