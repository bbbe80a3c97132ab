import { CfnOutput, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

/**
 * SNS topic of the stack's alarms. The on-duty engineer subscribes to it, see docs/deployment.md. Not encrypted with KMS:
 * CloudWatch cannot use the AWS-managed key, and an alarm contains no data of products or callers.
 */
export class AlarmTopic extends Topic {
  static of(scope: Construct): AlarmTopic {
    const stack = Stack.of(scope);
    const existing = stack.node.tryFindChild('Alarms') as AlarmTopic | undefined;
    return existing ?? new AlarmTopic(stack, 'Alarms');
  }

  private constructor(scope: Construct, id: string) {
    super(scope, id, { enforceSSL: true });
    // The TLS-only policy replaces the default topic policy, which would have allowed CloudWatch to publish.
    this.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
    new CfnOutput(this, 'Arn', { key: 'AlarmTopicArn', value: this.topicArn });
  }
}
