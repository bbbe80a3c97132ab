import { Duration } from 'aws-cdk-lib';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { InstrumentedFunction } from './instrumented-function.js';

export interface ResilientQueueProps {
  /** Takes the queue's messages, up to 10 at a time, and reports those that failed: only they come again. */
  readonly consumer: InstrumentedFunction;
}

/** A standard queue with its consumer. What cannot be delivered or processed ends in `deadLetters`, for 14 days. */
export class ResilientQueue extends Queue {
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { consumer }: ResilientQueueProps) {
    const deadLetters = new Queue(scope, `${id}DeadLetters`, {
      ...QUEUE_SECURITY,
      retentionPeriod: Duration.days(14),
    });
    super(scope, id, {
      ...QUEUE_SECURITY,
      // Six timeouts, as AWS advises: one for the run, the rest for Lambda's own attempts while it is throttled.
      visibilityTimeout: Duration.seconds(6 * consumer.timeout.toSeconds()),
      deadLetterQueue: { queue: deadLetters, maxReceiveCount: 5 },
    });
    this.deadLetters = deadLetters;
    consumer.addEventSource(new SqsEventSource(this, { batchSize: 10, reportBatchItemFailures: true }));
  }

  /** Brings the topic's messages here, each in SNS's wrapper. */
  subscribeTo(topic: ITopic): void {
    topic.addSubscription(new SqsSubscription(this, { deadLetterQueue: this.deadLetters }));
  }
}

/**
 * SQS's own key, since SNS and EventBridge cannot deliver to a queue under the AWS-managed KMS key; TLS only.
 */
export const QUEUE_SECURITY = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true };
