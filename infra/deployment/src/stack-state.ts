import {
  CloudFormationClient,
  DescribeStacksCommand,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import { awsClient } from '@product-service/aws-clients';

export interface StackState {
  /** Whether a deployment has ever succeeded. */
  readonly isEstablished: boolean;
  /** Whether termination protection is on. */
  readonly isProtected: boolean;
}

/** Statuses of a stack whose creation failed or has not started: CloudFormation can only delete it. */
const NEVER_CREATED = /^(REVIEW_IN_PROGRESS|CREATE_IN_PROGRESS|CREATE_FAILED|ROLLBACK_|DELETE_)/;

/** Reads the state from CloudFormation. @throws errors of its client, e.g. without credentials or permission. */
export const stackState = (stackName: string): Promise<StackState> =>
  withCloudFormation(async (client) => {
    const { Stacks: [stack] = [] } = await client
      .send(new DescribeStacksCommand({ StackName: stackName }))
      .catch((error: unknown) => {
        if (error instanceof Error && /does not exist/.test(error.message)) return { Stacks: [] };
        throw error;
      });
    return {
      isEstablished: stack !== undefined && !NEVER_CREATED.test(stack.StackStatus ?? ''),
      isProtected: stack?.EnableTerminationProtection === true,
    };
  });

/** Switches termination protection on or off. @throws errors of CloudFormation's client */
export const protectStack = (stackName: string, isProtected: boolean): Promise<void> =>
  withCloudFormation(async (client) => {
    await client.send(
      new UpdateTerminationProtectionCommand({
        StackName: stackName,
        EnableTerminationProtection: isProtected,
      }),
    );
  });

const withCloudFormation = async <T>(use: (client: CloudFormationClient) => Promise<T>): Promise<T> => {
  // The command-line tools read either variable, the SDK only the first.
  const region = process.env['AWS_REGION'] || process.env['AWS_DEFAULT_REGION'];
  if (region) process.env['AWS_REGION'] = region;
  const client = awsClient(CloudFormationClient, { attempts: 3, attemptMs: 10_000 });
  try {
    return await use(client);
  } finally {
    client.destroy();
  }
};
