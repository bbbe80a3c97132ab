import { log } from '@product-service/logger';
import type { CloudFormationCustomResourceEvent, Context } from 'aws-lambda';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../database.js';
import { migrate } from './migrate.js';
import { isEarlierHistory, migrationsHash } from './steps.js';

/** `ResourceProperties` of the custom resource, set by the deployment. */
export interface MigrationProperties {
  /** The {@link migrationsHash} of the deployed code. */
  readonly migrations: string;
  /** The cluster to migrate. When it changes, CloudFormation calls again, so a new cluster gets all steps. */
  readonly clusterArn: string;
  /** The IAM roles of the functions that use the database. */
  readonly roleArns?: readonly string[];
}

/** Time reserved for the response when the function is about to time out. */
const RESPONSE_RESERVE_MS = 10_000;
/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html */
const MAX_RESPONSE_BYTES = 4_096;
const RESPONSE_ATTEMPTS = 4;
/** All attempts and pauses together fit into {@link RESPONSE_RESERVE_MS}, even without any reply. */
const RESPONSE_TIMEOUT_MS = 2_000;
const RESPONSE_PAUSE_MS = 400;

/**
 * The Lambda handler of a CloudFormation custom resource that migrates the database; the function is the resource's
 * ServiceToken itself. It always sends a response, because CloudFormation would wait for an hour without one.
 *
 * - Delete changes nothing.
 * - An update to an earlier state of this code's migration history is a rollback, and changes nothing.
 * - Any other migration history is a mistake and fails.
 *
 * Access of IAM roles is revoked late: CloudFormation calls this before it updates or removes functions, and may roll back
 * afterwards. So roles of the old and of the new template keep their access; the next update revokes roles that are in
 * neither. Create revokes nothing, because another stack may still use an existing cluster.
 */
export const databaseMigrationHandler =
  (database: Database) =>
  async (
    request: CloudFormationCustomResourceEvent,
    context: Pick<Context, 'getRemainingTimeInMillis'>,
  ): Promise<void> => {
    const late = new AbortController();
    const timeout = sleep(context.getRemainingTimeInMillis() - RESPONSE_RESERVE_MS, undefined, {
      signal: late.signal,
    }).then(
      () =>
        ({
          status: 'FAILED',
          reason: 'The migration timed out. Deploy again to continue.',
        }) as const,
    );
    const outcome = await Promise.race([outcomeOf(database, request), timeout]).finally(() => late.abort());
    await respond(request, outcome);
  };

interface Outcome {
  readonly status: 'SUCCESS' | 'FAILED';
  readonly reason: string;
}

const HISTORY_MISMATCH =
  'The function and the template come from different sources. Build both again, then deploy.';

const outcomeOf = async (
  database: Database,
  request: CloudFormationCustomResourceEvent,
): Promise<Outcome> => {
  const succeeded = (reason: string): Outcome => ({ status: 'SUCCESS', reason });
  if (request.RequestType === 'Delete') return succeeded('Nothing done: the data is kept.');
  const { migrations, roleArns = [] } = propertiesOf(request.ResourceProperties);
  if (migrations !== migrationsHash()) {
    return request.RequestType === 'Update' && isEarlierHistory(migrations)
      ? succeeded('Nothing done: the database already has these migrations and later ones.')
      : { status: 'FAILED', reason: HISTORY_MISMATCH };
  }
  try {
    const steps = await migrate({ database, roleArns, mayRevoke: mayRevokeIn(request) });
    return succeeded(steps.length > 0 ? `Ran ${steps.join(', ')}.` : 'The database was up to date.');
  } catch (error) {
    log.error('The database could not be migrated', { error });
    return { status: 'FAILED', reason: String(error) };
  }
};

const propertiesOf = (properties: object): MigrationProperties => properties as MigrationProperties;

const mayRevokeIn = (request: CloudFormationCustomResourceEvent): ((arn: string) => boolean) => {
  if (request.RequestType !== 'Update') return () => false;
  const { roleArns = [] } = propertiesOf(request.OldResourceProperties);
  return (arn) => !roleArns.includes(arn);
};

const respond = async (
  request: CloudFormationCustomResourceEvent,
  { status, reason }: Outcome,
): Promise<void> => {
  const body = withinLimit((length) => ({
    Status: status,
    Reason: reason.slice(0, length),
    PhysicalResourceId: 'PhysicalResourceId' in request ? request.PhysicalResourceId : 'product-database',
    StackId: request.StackId,
    RequestId: request.RequestId,
    LogicalResourceId: request.LogicalResourceId,
  }));
  for (let attempt = 1; ; attempt++) {
    try {
      // The signature of the presigned URL covers an empty content type.
      const response = await fetch(request.ResponseURL, {
        method: 'PUT',
        body,
        headers: { 'content-type': '' },
        // Covers the response and its body.
        signal: AbortSignal.timeout(RESPONSE_TIMEOUT_MS),
      });
      if (response.ok) return;
      throw new Error(`The response URL returned ${response.status}: ${await response.text()}`);
    } catch (error) {
      if (attempt === RESPONSE_ATTEMPTS) throw error;
      await sleep(RESPONSE_PAUSE_MS);
    }
  }
};

/** Shortens the reason until the response fits into CloudFormation's limit. */
const withinLimit = (bodyWith: (reasonLength: number) => object): string => {
  for (let length = MAX_RESPONSE_BYTES; ; length = Math.floor(length * 0.8)) {
    const body = JSON.stringify(bodyWith(length));
    if (Buffer.byteLength(body) <= MAX_RESPONSE_BYTES || length === 0) return body;
  }
};
