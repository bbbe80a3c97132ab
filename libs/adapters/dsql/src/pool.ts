import { AuroraDSQLPool } from '@aws/aurora-dsql-node-postgres-connector';
import { Pool, type PoolConfig } from 'pg';
import { APPLICATION_ROLE } from './schema.js';

/** Who connects: a function that serves products, or the one that migrates the database. */
export type DatabaseRole = 'application' | 'admin';

/** Where the database is: an Aurora DSQL cluster, or any PostgreSQL. */
export type DatabaseAddress = { readonly clusterEndpoint: string } | { readonly databaseUrl: string };

/** Aurora DSQL ends a connection after 60 minutes. Spread out, as it accepts 100 new ones a second. */
const MIN_LIFETIME_SECONDS = 45 * 60;
const MAX_LIFETIME_SECONDS = 55 * 60;
/** Ways through a network forget a silent connection: NAT gateways after 350 seconds. */
export const MAX_IDLE_MS = 5 * 60_000;
export const MAX_AGE_MS = MAX_LIFETIME_SECONDS * 1000;

/** A DDL statement of Aurora DSQL may take its time. Statements of functions find their rows by an index. */
const QUERY_TIMEOUT_MS = { application: 5_000, admin: 60_000 } as const;

const settings = (role: DatabaseRole): PoolConfig => ({
  // A function has one request or one batch at a time.
  max: 4,
  connectionTimeoutMillis: 5_000,
  // The client's own, as Aurora DSQL refuses connections that set a `statement_timeout`.
  query_timeout: QUERY_TIMEOUT_MS[role],
  idleTimeoutMillis: MAX_IDLE_MS,
  maxLifetimeSeconds:
    MIN_LIFETIME_SECONDS + Math.floor(Math.random() * (MAX_LIFETIME_SECONDS - MIN_LIFETIME_SECONDS)),
  keepAlive: true,
  // An idle pool keeps no process alive.
  allowExitOnIdle: true,
});

/** Aurora DSQL's only isolation level; the default of a plain PostgreSQL is weaker. */
const ISOLATION = '-c default_transaction_isolation=repeatable\\ read';

/** The address with our isolation, after any options of its own: a pool ignores its `options` beside those of an address. */
const withIsolation = (databaseUrl: string): string => {
  const url = new URL(databaseUrl);
  const options = [url.searchParams.get('options') ?? process.env['PGOPTIONS'], ISOLATION];
  url.searchParams.set('options', options.filter(Boolean).join(' '));
  return url.href;
};

/**
 * The pool for `address`: of the connector, which draws an IAM token for every connection, or a plain one. It does
 * not connect before it is used. `overrides` are for tests.
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
        // What the client gave up must not go on holding locks, which Aurora DSQL does not have.
        statement_timeout: QUERY_TIMEOUT_MS[role],
        idle_in_transaction_session_timeout: QUERY_TIMEOUT_MS[role],
        ...overrides,
      });
