import { log } from '@product-service/logger';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../database.js';
import { migrate } from './migrate.js';
import { isEarlierHistory, migrationsHash } from './steps.js';

/** What a deployment gives to the migration. */
export interface MigrationProperties {
  /**
   * The {@link migrationsHash} of the deployed code. Undefined: the deployment does not know it, and calls whenever the code
   * of the function changes.
   */
  readonly migrations?: string;
  /** The cluster to migrate. When it changes, the deployment calls again, so a new cluster gets all steps. */
  readonly clusterArn: string;
  /** The IAM roles of the functions that use the database. */
  readonly roleArns?: readonly string[];
}

/** A change of a deployment. */
export interface MigrationRequest {
  readonly change: 'Create' | 'Update' | 'Delete';
  readonly properties: MigrationProperties;
  /** Those of the last call. Given for an update. */
  readonly previous: MigrationProperties | undefined;
}

/** The result of a migration, with a sentence about it. */
export interface MigrationOutcome {
  readonly status: 'SUCCESS' | 'FAILED';
  readonly reason: string;
}

const HISTORY_MISMATCH =
  'The function and the template come from different sources. Build both again, then deploy.';

/**
 * Migrates the database for a change of the deployment. Never throws.
 *
 * - Delete changes nothing.
 * - An update to an earlier state of this code's migration history is a rollback, and changes nothing.
 * - Any other migration history is a mistake and fails.
 *
 * Access of IAM roles is revoked late: a deployment calls this before it updates or removes functions, and may roll back
 * afterwards. So roles of the old and of the new deployment keep their access; the next update revokes roles that are in
 * neither. Create revokes nothing, because another stack may still use an existing cluster.
 */
export const runMigration = async (
  database: Database,
  { change, properties, previous }: MigrationRequest,
): Promise<MigrationOutcome> => {
  const succeeded = (reason: string): MigrationOutcome => ({ status: 'SUCCESS', reason });
  if (change === 'Delete') return succeeded('Nothing done: the data is kept.');
  const { migrations = migrationsHash(), roleArns = [] } = properties;
  if (migrations !== migrationsHash()) {
    return change === 'Update' && isEarlierHistory(migrations)
      ? succeeded('Nothing done: the database already has these migrations and later ones.')
      : { status: 'FAILED', reason: HISTORY_MISMATCH };
  }
  const isNew = (arn: string): boolean => previous?.roleArns?.includes(arn) !== true;
  const mayRevoke = change === 'Update' ? isNew : () => false;
  try {
    const steps = await migrate({ database, roleArns, mayRevoke });
    return succeeded(steps.length > 0 ? `Ran ${steps.join(', ')}.` : 'The database was up to date.');
  } catch (error) {
    log.error('The database could not be migrated', { error });
    return { status: 'FAILED', reason: String(error) };
  }
};

/** The result, or a failure in time to report it before the function times out. */
export const beforeTimeout = async (
  outcome: Promise<MigrationOutcome>,
  remainingMs: number,
): Promise<MigrationOutcome> => {
  const late = new AbortController();
  const timeout = sleep(remainingMs, undefined, { signal: late.signal }).then(
    () => ({ status: 'FAILED', reason: 'The migration timed out. Deploy again to continue.' }) as const,
  );
  return Promise.race([outcome, timeout]).finally(() => late.abort());
};
