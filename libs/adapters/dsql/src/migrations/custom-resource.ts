import { log } from '@product-service/logger';
import type { CloudFormationCustomResourceEvent, Context } from 'aws-lambda';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../database.js';
import { migrate } from './migrate.js';
import { migrationsHash } from './steps.js';

/** What the deployment says: `ResourceProperties` of the custom resource. */
export interface MigrationProperties {
  /** The {@link migrationsHash} of the code that is deployed. */
  readonly migrations: string;
  /** The IAM roles of the functions that use the database. */
  readonly roleArns?: readonly string[];
}

/** Left for the answer when the function's time runs out. */
const ANSWER_MS = 10_000;
/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html */
const MAX_ANSWER_BYTES = 4_096;
const ANSWER_TRIES = 4;

/**
 * The Lambda behind a CloudFormation custom resource that migrates the database: it is the resource's ServiceToken
 * itself. It answers in every case, as CloudFormation would wait for an hour. Deleting the resource changes
 * nothing; nor does a rollback, where the deployment has an older history than this code. A new resource with
 * another history than this code is a mistake, and fails.
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
  const { migrations, roleArns = [] } = request.ResourceProperties as unknown as MigrationProperties;
  if (migrations !== migrationsHash()) {
    if (request.RequestType === 'Create') return { status: 'FAILED', reason: MIXED };
    return succeeded(`Nothing done: these are the migrations ${migrationsHash()}, not ${migrations}.`);
  }
  try {
    const steps = await migrate({ database, roleArns });
    return succeeded(steps.length > 0 ? `Ran ${steps.join(', ')}.` : 'The database was up to date.');
  } catch (error) {
    log.error('The database could not be migrated', { error });
    return { status: 'FAILED', reason: String(error) };
  }
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
      });
      if (response.ok) return;
      throw new Error(`CloudFormation's answer address says ${response.status}: ${await response.text()}`);
    } catch (error) {
      if (tries === ANSWER_TRIES) throw error;
      await sleep(200 * 2 ** tries);
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
