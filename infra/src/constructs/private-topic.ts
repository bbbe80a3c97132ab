import { TOPIC_VARIABLES } from '@product-service/environment';
import { Alias } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { InstrumentedFunction } from './instrumented-function.js';
import { OperatorAlarm, sumOver } from './operator-alarm.js';

/** An event that has a topic. */
export type PrivateEventType = keyof typeof TOPIC_VARIABLES;

/** The topic of one private event. Its construct id is the event's: `PricingChanged` for `product.pricingChanged`. */
export class PrivateTopic extends Topic {
  constructor(
    scope: Construct,
    private readonly event: PrivateEventType,
  ) {
    const id = topicId(event);
    // SNS's AWS-managed key: every publisher in the account may use it, so no role needs a KMS permission.
    super(scope, id, {
      enforceSSL: true,
      masterKey: Alias.fromAliasName(scope, `${id}Key`, 'alias/aws/sns'),
    });
    // A message that SNS can put into neither the queue nor the dead-letter queue is lost.
    new OperatorAlarm(this, 'Lost', {
      entry: 'lost-deliveries',
      metric: this.metric('NumberOfNotificationsFailedToRedriveToDlq', sumOver(5)),
      threshold: 1,
    });
  }

  /** Gives the function the topic's ARN and the permission to publish. */
  addPublisher(publisher: InstrumentedFunction): void {
    publisher.set(TOPIC_VARIABLES[this.event], this.topicArn);
    publisher.allow('sns:Publish', this.topicArn);
  }
}

/** One topic per event. */
export const privateTopics = <T extends PrivateEventType>(
  scope: Construct,
  events: readonly T[],
): Readonly<Record<T, PrivateTopic>> =>
  Object.fromEntries(events.map((event) => [event, new PrivateTopic(scope, event)])) as Record<
    T,
    PrivateTopic
  >;

/** `PricingChanged` of `product.pricingChanged`. */
export const topicId = (event: PrivateEventType): string => {
  const name = event.slice(event.indexOf('.') + 1);
  return name.charAt(0).toUpperCase() + name.slice(1);
};
