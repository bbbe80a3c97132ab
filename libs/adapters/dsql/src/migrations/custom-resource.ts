import { log } from '@product-service/logger';
import type { CloudFormationCustomResourceEvent, Context } from 'aws-lambda';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../database.js';
import { migrate } from './migrate.js';
import { isEarlierHistory, migrationsHash } from './steps.js';

/** What the deployment says: `ResourceProperties` of the custom resource. */
export interface MigrationProperties {
  /** The {@link migrationsHash} of the code that is deployed. */
  readonly migrations: string;
  /** The cluster that is migrated. A new one gets all steps: a changed property has CloudFormation call again. */
  readonly clusterArn: string;
  /** The IAM roles of the functions that use the database. */
  readonly roleArns?: readonly string[];
}

/** Left for the answer when the function's time runs out. */
const ANSWER_MS = 10_000;
/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html */
const MAX_ANSWER_BYTES = 4_096;
const ANSWER_TRIES = 4;
/** All tries with their pauses end within {@link ANSWER_MS}, also if nobody answers. */
const ANSWER_TIMEOUT_MS = 2_000;
const ANSWER_PAUSE_MS = 400;

/**
 * The Lambda behind a CloudFormation custom resource that migrates the database: it is the resource's ServiceToken
 * itself. It answers in every case, as CloudFormation would wait for an hour. Deleting the resource changes
 * nothing; nor does a rollback, where the deployment has an earlier state of this code's history. Any other history is a
 * mistake, and fails.
 *
 * Roles are shut out late: CloudFormation calls this before it updates or removes functions, and may roll back
 * afterwards. What the update comes from or leads to keeps its access; the next update takes it from what is in neither. A
 * new resource takes it from nobody, as another stack may still serve from an existing cluster.
 */
export const databaseMigrationHandler =
  (database: Database) =>
  async (
    request: CloudFormationCustomResourceEvent,
    context: Pick<Context, 'getRemainingTimeInMillis'>,
  ): Promise<void> => {
    const late = new AbortController();
    const timeout = sleep(context.getRemainingTimeInMillis() - ANSWER_MS, undefined, {
      signal: late.signal,
    }).then(
      () =>
        ({
          status: 'FAILED',
          reason: 'The time was up. Deploy again: the migration goes on from there.',
        }) as const,
    );
    const outcome = await Promise.race([outcomeOf(database, request), timeout]).finally(() => late.abort());
    await answer(request, outcome);
  };

interface Outcome {
  readonly status: 'SUCCESS' | 'FAILED';
  readonly reason: string;
}

const MIXED = 'The function and the template come from different sources. Build both again, and deploy.';

const outcomeOf = async (
  database: Database,
  request: CloudFormationCustomResourceEvent,
): Promise<Outcome> => {
  const succeeded = (reason: string): Outcome => ({ status: 'SUCCESS', reason });
  if (request.RequestType === 'Delete') return succeeded('The data stays.');
  const { migrations, roleArns = [] } = propertiesOf(request.ResourceProperties);
  if (migrations !== migrationsHash()) {
    return request.RequestType === 'Update' && isEarlierHistory(migrations)
      ? succeeded('Nothing done: the database has these migrations, and later ones.')
      : { status: 'FAILED', reason: MIXED };
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

const answer = async (
  request: CloudFormationCustomResourceEvent,
  { status, reason }: Outcome,
): Promise<void> => {
  const body = fitting((length) => ({
    Status: status,
    Reason: reason.slice(0, length),
    PhysicalResourceId: 'PhysicalResourceId' in request ? request.PhysicalResourceId : 'product-database',
    StackId: request.StackId,
    RequestId: request.RequestId,
    LogicalResourceId: request.LogicalResourceId,
  }));
  for (let tries = 1; ; tries++) {
    try {
      // The signature of the address covers an empty content type.
      const response = await fetch(request.ResponseURL, {
        method: 'PUT',
        body,
        headers: { 'content-type': '' },
        // For the answer and its body.
        signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
      });
      if (response.ok) return;
      throw new Error(`CloudFormation's answer address says ${response.status}: ${await response.text()}`);
    } catch (error) {
      if (tries === ANSWER_TRIES) throw error;
      await sleep(ANSWER_PAUSE_MS);
    }
  }
};

/** The longest of these answers that CloudFormation takes. */
const fitting = (answerWith: (reasonLength: number) => object): string => {
  for (let length = MAX_ANSWER_BYTES; ; length = Math.floor(length * 0.8)) {
    const body = JSON.stringify(answerWith(length));
    if (Buffer.byteLength(body) <= MAX_ANSWER_BYTES || length === 0) return body;
  }
};
