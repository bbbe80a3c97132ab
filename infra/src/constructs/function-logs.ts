import type { Deployment } from '@product-service/deployment';
import { RemovalPolicy } from 'aws-cdk-lib';
import { Effect, PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

export interface FunctionLogsProps {
  readonly functionName: string;
  readonly deployment: Deployment;
  readonly role: Role;
}

/**
 * Datadog's extension sends a function's logs to Datadog, so the role denies writing to CloudWatch Logs. With
 * `ENABLE_CLOUDWATCH_LOGS=Y`, returns a log group that also receives them.
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
