import { RemovalPolicy } from 'aws-cdk-lib';
import { Effect, PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Deployment } from '../deployment.js';

export interface FunctionLogsProps {
  readonly functionName: string;
  readonly deployment: Deployment;
  readonly role: Role;
}

/**
 * Where a function's logs go: by Datadog's extension to Datadog, so that the role denies CloudWatch; with
 * `ENABLE_CLOUDWATCH_LOGS=Y` to the log group that this gives, too.
 */
export const logGroupOf = (
  scope: Construct,
  id: string,
  { functionName, deployment, role }: FunctionLogsProps,
): LogGroup | undefined => {
  if (!deployment.cloudWatchLogs) {
    role.addToPolicy(
      new PolicyStatement({
        effect: Effect.DENY,
        actions: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: ['*'],
      }),
    );
    return undefined;
  }
  const logGroup = new LogGroup(scope, `${id}Logs`, {
    logGroupName: `/aws/lambda/${functionName}`,
    retention: RetentionDays.ONE_MONTH,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  logGroup.grantWrite(role);
  return logGroup;
};
