import { MAX_RECEIVES, QUEUE_RETENTION_DAYS } from '@product-service/environment';
import { Duration } from 'aws-cdk-lib';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { InstrumentedFunction } from './instrumented-function.js';
import { maximumOver, OperatorAlarm } from './operator-alarm.js';

export interface ResilientQueueProps {
  readonly consumer: InstrumentedFunction;
}

/**
 * Concurrent batches per queue. The limit keeps the account's concurrency, and the database's rate of new connections,
 * available for the API during a burst of messages. Reserved concurrency would throttle messages into the dead-letter queue.
 */
const MAX_CONCURRENCY = 10;

/** What a consumer at that limit processes in ten minutes if a batch of ten takes one second. */
const MANY_MESSAGES = 10 * MAX_CONCURRENCY * 600;

/** Longer than all attempts at a message that fails unexpectedly: a dependency of the consumer is unavailable. */
const OLD_SECONDS = 15 * 60;

/**
 * A standard queue with its consumer and its dead-letter queue. Messages that cannot be delivered, or that the consumer gives
 * up, stay in `deadLetters` for 14 days. Alarms report dead letters, and messages that are too old or too many.
 */
export class ResilientQueue extends Queue {
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { consumer }: ResilientQueueProps) {
    const deadLetters = new Queue(scope, `${id}DeadLetters`, {
      ...QUEUE_SECURITY,
      retentionPeriod: Duration.days(14),
    });
    // Six timeouts, as AWS recommends: one for the run, the rest for Lambda's retries while it is throttled.
    const visibilityTimeout = Duration.seconds(6 * consumer.timeout.toSeconds());
    super(scope, id, {
      ...QUEUE_SECURITY,
      retentionPeriod: Duration.days(QUEUE_RETENTION_DAYS),
      visibilityTimeout,
      deadLetterQueue: { queue: deadLetters, maxReceiveCount: MAX_RECEIVES },
    });
    this.deadLetters = deadLetters;
    consumer.consume(this, { maxConcurrency: MAX_CONCURRENCY });
    consumer.set('QUEUE_URL', this.queueUrl);
    consumer.set('DEAD_LETTER_QUEUE_URL', deadLetters.queueUrl);
    consumer.allow('sqs:SendMessage', deadLetters.queueArn);

    new OperatorAlarm(deadLetters, 'NotEmpty', {
      entry: 'dead-letters',
      metric: deadLetters.metricApproximateNumberOfMessagesVisible(maximumOver(1)),
      threshold: 1,
    });
    new OperatorAlarm(this, 'Old', {
      entry: 'old-messages',
      metric: this.metricApproximateAgeOfOldestMessage(maximumOver(1)),
      threshold: OLD_SECONDS,
      periods: [5, 5],
    });
    new OperatorAlarm(this, 'Many', {
      entry: 'many-messages',
      metric: this.metricApproximateNumberOfMessagesVisible(maximumOver(5)),
      threshold: MANY_MESSAGES,
      periods: [2, 2],
    });
  }

  /** Subscribes the queue to the topic. Messages arrive in SNS's JSON wrapper (no raw delivery). */
  subscribeTo(topic: ITopic): void {
    topic.addSubscription(new SqsSubscription(this, { deadLetterQueue: this.deadLetters }));
  }
}

/**
 * Encrypted with SQS's own key: SNS and EventBridge cannot deliver to a queue that uses the AWS-managed KMS key. TLS only.
 */
export const QUEUE_SECURITY = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true };
