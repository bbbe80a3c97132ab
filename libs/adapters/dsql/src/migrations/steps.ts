import { createHash } from 'node:crypto';
import { APPLICATION_ROLE, SCHEMA } from '../schema.js';

/** One DDL statement. It may run again after an interruption, so it uses IF NOT EXISTS where possible. */
export interface MigrationStep {
  /** Recorded in the database once it has run: never rename a step, never change what it does. */
  readonly name: string;
  /** In Aurora DSQL's syntax. */
  readonly sql: string;
  /** The index that this step creates. The next step waits until it is built. */
  readonly index?: string;
  /** The role that this step creates. CREATE ROLE has no IF NOT EXISTS. */
  readonly role?: string;
}

/** Run first, every time: they create the table that records which steps have run. */
export const BOOTSTRAP: readonly string[] = [
  `CREATE SCHEMA IF NOT EXISTS ${SCHEMA}`,
  `CREATE TABLE IF NOT EXISTS ${SCHEMA}.migrations (
     step text PRIMARY KEY,
     applied_at timestamptz NOT NULL DEFAULT now()
   )`,
];

/** The migration history. Only append: steps that have run must not change. */
export const STEPS: readonly MigrationStep[] = [
  {
    name: '001-products',
    // An id has up to 255 characters of up to 4 bytes; a key may have 1,024 bytes. There is no index on `name`: together
    // with the id it could exceed that.
    sql: `CREATE TABLE IF NOT EXISTS ${SCHEMA}.products (
            id text PRIMARY KEY,
            name text NOT NULL,
            price numeric(14, 4) NOT NULL,
            stock_level double precision NOT NULL,
            price_brackets json NOT NULL,
            version integer NOT NULL,
            updated_at timestamptz NOT NULL,
            deleted_at timestamptz,
            pricing_as_of text,
            pricing_event_id text,
            stock_as_of text,
            stock_event_id text,
            last_change_id uuid NOT NULL
          )`,
  },
  {
    name: '002-outbox',
    sql: `CREATE TABLE IF NOT EXISTS ${SCHEMA}.outbox (
            event_id uuid PRIMARY KEY,
            product_id text NOT NULL,
            product_version integer NOT NULL,
            type text NOT NULL,
            data json NOT NULL,
            occurred_at timestamptz NOT NULL,
            headers json NOT NULL,
            rejections integer NOT NULL DEFAULT 0,
            held_until timestamptz,
            parked_at timestamptz,
            last_error text
          )`,
  },
  // Used by the outbox check, which looks for the oldest entry.
  {
    name: '003-outbox-in-order',
    sql: `CREATE INDEX ASYNC IF NOT EXISTS outbox_in_order ON ${SCHEMA}.outbox (occurred_at, product_version)`,
    index: 'outbox_in_order',
  },
  {
    name: '004-outbox-held',
    sql: `CREATE INDEX ASYNC IF NOT EXISTS outbox_held ON ${SCHEMA}.outbox (held_until)`,
    index: 'outbox_held',
  },
  { name: '005-role', sql: `CREATE ROLE ${APPLICATION_ROLE} WITH LOGIN`, role: APPLICATION_ROLE },
  { name: '006-grant-schema', sql: `GRANT USAGE ON SCHEMA ${SCHEMA} TO ${APPLICATION_ROLE}` },
  {
    name: '007-grant-products',
    sql: `GRANT SELECT, INSERT, UPDATE ON TABLE ${SCHEMA}.products TO ${APPLICATION_ROLE}`,
  },
  {
    name: '008-grant-outbox',
    sql: `GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE ${SCHEMA}.outbox TO ${APPLICATION_ROLE}`,
  },
  // The relay reads by product, so that one long backlog does not delay others. A key may have 1,024 bytes: ids have at most 900.
  {
    name: '009-outbox-by-product',
    sql: `CREATE INDEX ASYNC IF NOT EXISTS outbox_by_product ON ${SCHEMA}.outbox (product_id, product_version)`,
    index: 'outbox_by_product',
  },
  // Deleted products stay in the table. A page of the list costs the same, however many there are.
  {
    name: '010-products-listed',
    sql: `CREATE INDEX ASYNC IF NOT EXISTS products_listed ON ${SCHEMA}.products (id) WHERE deleted_at IS NULL`,
    index: 'products_listed',
  },
  {
    name: '011-products-by-change',
    sql: `CREATE INDEX ASYNC IF NOT EXISTS products_by_change ON ${SCHEMA}.products (updated_at, id)`,
    index: 'products_by_change',
  },
  {
    name: '012-repeatable-requests',
    sql: `CREATE TABLE IF NOT EXISTS ${SCHEMA}.repeatable_requests (
            key text PRIMARY KEY,
            fingerprint text NOT NULL,
            product json NOT NULL,
            outcome json,
            expires_at timestamptz NOT NULL
          )`,
  },
  {
    name: '013-repeatable-requests-by-expiry',
    sql: `CREATE INDEX ASYNC IF NOT EXISTS repeatable_requests_by_expiry ON ${SCHEMA}.repeatable_requests (expires_at)`,
    index: 'repeatable_requests_by_expiry',
  },
  {
    name: '014-grant-repeatable-requests',
    sql: `GRANT SELECT, INSERT, DELETE ON TABLE ${SCHEMA}.repeatable_requests TO ${APPLICATION_ROLE}`,
  },
  // For the reset of stand-alone environments. A client's DELETE leaves a tombstone.
  {
    name: '015-grant-delete-products',
    sql: `GRANT DELETE ON TABLE ${SCHEMA}.products TO ${APPLICATION_ROLE}`,
  },
  {
    name: '016-outbox-event-time',
    sql: `ALTER TABLE ${SCHEMA}.outbox ADD COLUMN IF NOT EXISTS event_time timestamptz`,
  },
  {
    name: '017-products-announced',
    sql: `ALTER TABLE ${SCHEMA}.products ADD COLUMN IF NOT EXISTS last_announcement_id uuid`,
  },
];

/**
 * Hash of the migration history, or of its first `length` steps: SHA-256 in hex. The deployment migrates again when it
 * changes.
 */
export const migrationsHash = (length = STEPS.length): string =>
  createHash('sha256')
    .update(JSON.stringify([BOOTSTRAP, STEPS.slice(0, length)]))
    .digest('hex');

/** Whether `hash` belongs to an earlier state of this history: its first steps, but not all of them. */
export const isEarlierHistory = (hash: string): boolean =>
  STEPS.some((_, length) => length > 0 && migrationsHash(length) === hash);
