import { TOPIC_VARIABLES } from '@product-service/environment';
import { Alias } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { InstrumentedFunction } from './instrumented-function.js';
import { OperatorAlarm, sum } from './operator-alarm.js';

/** A private event: one that has a topic. */
export type PrivateEventType = keyof typeof TOPIC_VARIABLES;

/** The topic of one private event. */
export class PrivateTopic extends Topic {
  constructor(
    scope: Construct,
    id: string,
    private readonly event: PrivateEventType,
  ) {
    // SNS's AWS-managed key, which lets in everyone in the account who may publish: no statement for KMS is needed.
    super(scope, id, {
      enforceSSL: true,
      masterKey: Alias.fromAliasName(scope, `${id}Key`, 'alias/aws/sns'),
    });
    // A message that could not be put into the dead letters either is gone.
    new OperatorAlarm(this, 'Lost', {
      entry: 'lost-deliveries',
      metric: this.metric('NumberOfNotificationsFailedToRedriveToDlq', sum(5)),
      threshold: 1,
    });
  }

  publishedToBy(publisher: InstrumentedFunction): void {
    publisher.set(TOPIC_VARIABLES[this.event], this.topicArn);
    publisher.allow('sns:Publish', this.topicArn);
  }
}
