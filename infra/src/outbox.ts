import type { Deployment } from '@product-service/deployment';
import { OUTBOX_MESSAGE_GROUP } from '@product-service/environment';
import { Duration } from 'aws-cdk-lib';
import { RecursiveLoop } from 'aws-cdk-lib/aws-lambda';
import {
  ContextAttribute,
  Schedule,
  ScheduleExpression,
  ScheduleTargetInput,
} from 'aws-cdk-lib/aws-scheduler';
import { SqsSendMessage } from 'aws-cdk-lib/aws-scheduler-targets';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { exempt } from './constructs/exempt.js';
import { InstrumentedFunction } from './constructs/instrumented-function.js';
import type { PrivateTopic } from './constructs/private-topic.js';
import { QUEUE_SECURITY } from './constructs/resilient-queue.js';
import type { Database } from './database.js';

export interface OutboxProps {
  readonly deployment: Deployment;
  /** Nx project with `outbox-processor`. */
  readonly project: string;
  readonly database: Database;
  readonly topics: readonly PrivateTopic[];
}

/**
 * Relays the events in the outbox table to their topics, one run at a time: messages of a single group in a FIFO queue trigger
 * the relay, and SQS delivers a group's next messages only after the previous ones are deleted.
 */
export class Outbox extends Construct {
  private readonly queue: Queue;

  constructor(scope: Construct, id: string, { deployment, project, database, topics }: OutboxProps) {
    super(scope, id);
    const processor = new InstrumentedFunction(this, 'OutboxProcessor', {
      deployment,
      project,
      timeout: Duration.seconds(30),
      // A long backlog takes many runs, and each triggers the next. Lambda would stop such a loop after 16.
      recursiveLoop: RecursiveLoop.ALLOW,
    });
    database.addUser(processor);
    for (const topic of topics) topic.addPublisher(processor);

    this.queue = new Queue(this, 'Queue', {
      ...QUEUE_SECURITY,
      fifo: true,
      contentBasedDeduplication: true,
      retentionPeriod: Duration.minutes(5),
      // Just above the function's timeout, which is Lambda's minimum. While the messages of a killed run are
      // invisible, their group is blocked and nothing is relayed.
      visibilityTimeout: processor.timeout.plus(Duration.seconds(5)),
    });
    exempt(
      this.queue,
      'SQS3',
      'A message only triggers the relay, and the schedule sends another one every minute: no message is worth keeping.',
    );
    processor.consume(this.queue);

    // A run that ends because of its time limit triggers the next one.
    this.addWriter(processor);

    new Schedule(this, 'Sweep', {
      schedule: ScheduleExpression.rate(Duration.minutes(1)),
      target: new SqsSendMessage(this.queue, {
        messageGroupId: OUTBOX_MESSAGE_GROUP,
        // Differs every minute: content-based deduplication keeps each sweep and drops its duplicates.
        input: ScheduleTargetInput.fromObject({ scheduledTime: ContextAttribute.scheduledTime }),
        // The next minute is the retry.
        retryAttempts: 0,
        maxEventAge: Duration.minutes(1),
      }),
    });
  }

  /** Gives the function the queue's URL and the permission to trigger the relay after a commit. */
  addWriter(writer: InstrumentedFunction): void {
    writer.set('OUTBOX_QUEUE_URL', this.queue.queueUrl);
    writer.allow('sqs:SendMessage', this.queue.queueArn);
  }
}
