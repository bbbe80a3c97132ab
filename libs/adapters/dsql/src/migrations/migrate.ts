import { sql, type Kysely } from 'kysely';
import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseError } from 'pg';
import type { Database } from '../database.js';
import { withRetry, type RetryPolicy } from '../retry.js';
import { SCHEMA, type Schema } from '../schema.js';
import { grantToRoleArn, revokeFromRoleArn, SELECT_ROLE_ARNS } from './iam-role-mappings.js';
import { BOOTSTRAP, STEPS, type MigrationStep } from './steps.js';

export interface MigrateOptions {
  /** Opened as `admin`, or as a role that may create schemas and roles. */
  readonly database: Database;
  /** The IAM roles that may connect as the application's role. Only on Aurora DSQL. */
  readonly roleArns?: readonly string[];
  /** Whether another role that is let in may be shut out: nothing uses it any more. By default all of them stay. */
  readonly mayRevoke?: (arn: string) => boolean;
  /** How long an index may take to be built. */
  readonly indexTimeoutMs?: number;
}

/** SQLSTATE class 28 (invalid authorization): IAM takes a while to make a role known that was just created. */
const isRefused = (error: unknown): boolean => error instanceof DatabaseError && /^28/.test(error.code ?? '');

/** Nobody waits, and a schema that was just changed takes a while to be known everywhere (OC001). */
const MIGRATION_RETRY: RetryPolicy = {
  maxAttempts: 16,
  retryWindowMs: 60_000,
  firstPauseMs: 50,
  maxPauseMs: 5_000,
  passes: isRefused,
};
const POLL_MS = 500;

/**
 * Brings the database up to date: runs the steps that it does not know yet, each on its own, and lets the
 * given IAM roles in. Cut off anywhere, it goes on from there the next time. Gives the names of the steps it ran.
 * @throws Error from the database, or that an index was not built in time
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
    if (index) await indexIsBuilt(kysely, index, Date.now() + indexTimeoutMs);
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

/** The statements that let `wanted` in where `present` are. Grants come first: nobody is locked out meanwhile. */
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
 * Waits until the catalogue says that the index is valid. Not `sys.wait_for_job`: that needs the job's id, which a
 * run that was cut off has lost, and holds the connection.
 */
const indexIsBuilt = async (kysely: Kysely<Schema>, index: string, deadline: number): Promise<void> => {
  const found = sql`
    SELECT relname FROM pg_index, pg_class, pg_namespace
    WHERE pg_class.oid = indexrelid AND pg_namespace.oid = relnamespace
      AND nspname = ${SCHEMA} AND relname = ${index} AND indisvalid`;
  while ((await withRetry(() => found.execute(kysely), MIGRATION_RETRY)).rows.length === 0) {
    if (Date.now() > deadline) {
      throw new Error(
        `The index ${index} is not built yet. SELECT * FROM sys.jobs tells whether it failed: ` +
          `then DROP INDEX ${SCHEMA}.${index}. Deploy again to go on from here.`,
      );
    }
    await sleep(POLL_MS);
  }
};
