import { sql, type Kysely } from 'kysely';
import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseError } from 'pg';
import type { Database } from '../database.js';
import { withRetry, type RetryPolicy } from '../retry.js';
import { SCHEMA, type Schema } from '../schema.js';
import { grantToRoleArn, revokeFromRoleArn, SELECT_ROLE_ARNS } from './iam-role-mappings.js';
import { BOOTSTRAP, STEPS, type MigrationStep } from './steps.js';

export interface MigrateOptions {
  /** Opened as `admin`, or as another role that may create schemas and roles. */
  readonly database: Database;
  /** IAM roles that may connect as the application's role. Used on Aurora DSQL only. */
  readonly roleArns?: readonly string[];
  /** Whether the access of a role that is not in `roleArns` may be revoked. Default: never. */
  readonly mayRevoke?: (arn: string) => boolean;
  /** How long to wait for an index build. */
  readonly indexTimeoutMs?: number;
}

/** SQLSTATE class 28 (invalid authorization): a new IAM role takes a while to become usable. */
const isUnauthorized = (error: unknown): boolean =>
  error instanceof DatabaseError && /^28/.test(error.code ?? '');

/** No client waits, so retry longer: a schema change takes a while to be visible everywhere (OC001). */
const MIGRATION_RETRY: RetryPolicy = {
  maxAttempts: 16,
  retryWindowMs: 60_000,
  firstPauseMs: 50,
  maxPauseMs: 5_000,
  isTransient: isUnauthorized,
};
const POLL_MS = 500;

/**
 * Migrates the database: runs each missing step as a statement of its own, then grants access to the given IAM roles. If it
 * is interrupted, the next call continues. Returns the names of the steps that ran.
 * @throws Error from the database, or if an index is not built in time
 */
export const migrate = async ({
  database: { engine, kysely },
  roleArns = [],
  mayRevoke = () => false,
  indexTimeoutMs = 10 * 60_000,
}: MigrateOptions): Promise<string[]> => {
  const run = (text: string) =>
    withRetry(() => sql.raw<{ arn: string }>(text).execute(kysely), MIGRATION_RETRY);

  const runStep = async ({ name, sql: text, index, role }: MigrationStep): Promise<void> => {
    if (!role || !(await hasRole(kysely, role))) {
      await run(engine === 'aurora-dsql' ? text : text.replace('INDEX ASYNC', 'INDEX'));
    }
    if (index) await waitForIndex(kysely, index, Date.now() + indexTimeoutMs);
    await withRetry(
      () =>
        kysely
          .insertInto('migrations')
          .values({ step: name })
          .onConflict((conflict) => conflict.doNothing())
          .execute(),
      MIGRATION_RETRY,
    );
  };

  for (const statement of BOOTSTRAP) await run(statement);
  const applied = await withRetry(
    () => kysely.selectFrom('migrations').select('step').execute(),
    MIGRATION_RETRY,
  );
  const known = new Set(applied.map(({ step }) => step));
  const missing = STEPS.filter(({ name }) => !known.has(name));
  for (const step of missing) await runStep(step);

  if (engine === 'aurora-dsql') {
    const { rows } = await run(SELECT_ROLE_ARNS);
    for (const statement of roleChanges(
      rows.map(({ arn }) => arn),
      roleArns,
      mayRevoke,
    ))
      await run(statement);
  }
  return missing.map(({ name }) => name);
};

/** The statements that change the roles from `present` to `wanted`. Grants come first, so that no wanted role loses access. */
export const roleChanges = (
  present: readonly string[],
  wanted: readonly string[],
  mayRevoke: (arn: string) => boolean,
): string[] => [
  ...wanted.filter((arn) => !present.includes(arn)).map(grantToRoleArn),
  ...present.filter((arn) => !wanted.includes(arn) && mayRevoke(arn)).map(revokeFromRoleArn),
];

const hasRole = async (kysely: Kysely<Schema>, role: string): Promise<boolean> => {
  const found = sql`SELECT rolname FROM pg_roles WHERE rolname = ${role}`;
  return (await withRetry(() => found.execute(kysely), MIGRATION_RETRY)).rows.length > 0;
};

/**
 * Waits until the system catalogue shows the index as valid. `sys.wait_for_job` is no alternative: it needs the job's id,
 * which is lost if a run is interrupted, and it blocks the connection.
 */
const waitForIndex = async (kysely: Kysely<Schema>, index: string, deadline: number): Promise<void> => {
  const found = sql`
    SELECT relname FROM pg_index, pg_class, pg_namespace
    WHERE pg_class.oid = indexrelid AND pg_namespace.oid = relnamespace
      AND nspname = ${SCHEMA} AND relname = ${index} AND indisvalid`;
  while ((await withRetry(() => found.execute(kysely), MIGRATION_RETRY)).rows.length === 0) {
    if (Date.now() > deadline) {
      throw new Error(
        `The index ${index} is not built yet. SELECT * FROM sys.jobs shows whether it failed. ` +
          `If so, DROP INDEX ${SCHEMA}.${index}. Then deploy again to continue.`,
      );
    }
    await sleep(POLL_MS);
  }
};
