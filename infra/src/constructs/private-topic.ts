import { TOPIC_VARIABLES } from '@product-service/environment';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { InstrumentedFunction } from './instrumented-function.js';

/** A private event: one that has a topic. */
export type PrivateEventType = keyof typeof TOPIC_VARIABLES;

/** The topic of one private event. */
export class PrivateTopic extends Topic {
  constructor(
    scope: Construct,
    id: string,
    private readonly event: PrivateEventType,
  ) {
    super(scope, id, { enforceSSL: true });
  }

  publishedToBy(publisher: InstrumentedFunction): void {
    publisher.set(TOPIC_VARIABLES[this.event], this.topicArn);
    publisher.allow('sns:Publish', this.topicArn);
  }
}
