import type { CloudFormationCustomResourceEvent } from 'aws-lambda';
import { setTimeout as sleep } from 'node:timers/promises';
import type { MigrationOutcome, MigrationProperties, MigrationRequest } from './run-migration.js';

/** Time that {@link respond} needs at most: all attempts and pauses together, even without any reply. */
export const RESPONSE_RESERVE_MS = 10_000;
/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html */
const MAX_RESPONSE_BYTES = 4_096;
const RESPONSE_ATTEMPTS = 4;
const RESPONSE_TIMEOUT_MS = 2_000;
const RESPONSE_PAUSE_MS = 400;

/** The change that CloudFormation makes to the custom resource. */
export const requestOfCloudFormation = (event: CloudFormationCustomResourceEvent): MigrationRequest => ({
  change: event.RequestType,
  properties: propertiesOf(event.ResourceProperties),
  previous: event.RequestType === 'Update' ? propertiesOf(event.OldResourceProperties) : undefined,
});

const propertiesOf = (properties: object): MigrationProperties => properties as MigrationProperties;

/** Sends the outcome to CloudFormation. @throws Error if CloudFormation does not accept it */
export const respond = async (
  request: CloudFormationCustomResourceEvent,
  { status, reason }: MigrationOutcome,
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
