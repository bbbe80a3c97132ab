import type { CloudFormationCustomResourceEvent, Context } from 'aws-lambda';
import type { Database } from '../database.js';
import { requestOfCloudFormation, respond, RESPONSE_RESERVE_MS } from './custom-resource.js';
import {
  beforeTimeout,
  type MigrationProperties,
  type MigrationRequest,
  runMigration,
} from './run-migration.js';

/**
 * The Lambda handler that migrates the database during a deployment.
 *
 * - CloudFormation: the function is the ServiceToken of a custom resource. It always sends a response, because CloudFormation
 *   would wait for an hour without one.
 * - Terraform invokes the function directly, and knows no earlier call. A failure is an error, so the deployment ends.
 */
export const databaseMigrationHandler =
  (database: Database) =>
  async (
    event: CloudFormationCustomResourceEvent | MigrationProperties,
    context: Pick<Context, 'getRemainingTimeInMillis'>,
  ): Promise<string | undefined> => {
    const request = 'ResponseURL' in event ? requestOfCloudFormation(event) : requestOfInvocation(event);
    const remainingMs = context.getRemainingTimeInMillis() - RESPONSE_RESERVE_MS;
    const outcome = await beforeTimeout(runMigration(database, request), remainingMs);
    if ('ResponseURL' in event) {
      await respond(event, outcome);
      return undefined;
    }
    if (outcome.status === 'FAILED') throw new Error(outcome.reason);
    return outcome.reason;
  };

/** @throws Error if the event does not come from a deployment */
const requestOfInvocation = (event: MigrationProperties): MigrationRequest => {
  if (typeof event?.clusterArn === 'string') {
    return { change: 'Create', properties: event, previous: undefined };
  }
  throw new Error('The event contains no clusterArn, so it is not of a deployment: nothing was migrated.');
};
