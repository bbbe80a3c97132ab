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
import type { Deployment } from './deployment.js';

export interface OutboxProps {
  readonly deployment: Deployment;
  /** Nx project with `outbox-processor`. */
  readonly project: string;
  readonly database: Database;
  readonly topics: readonly PrivateTopic[];
}

/**
 * Relays the events in the outbox table to their topics, one run at a time: what wakes it are messages of one
 * group of a FIFO queue, and SQS hands out a group's next messages only when those before are done with.
 */
export class Outbox extends Construct {
  private readonly queue: Queue;

  constructor(scope: Construct, id: string, { deployment, project, database, topics }: OutboxProps) {
    super(scope, id);
    const processor = new InstrumentedFunction(this, 'OutboxProcessor', {
      deployment,
      project,
      timeout: Duration.seconds(30),
      // A long backlog takes many runs, each of which asks for the next. Lambda would end that after 16.
      recursiveLoop: RecursiveLoop.ALLOW,
    });
    database.addUser(processor);
    for (const topic of topics) topic.addPublisher(processor);

    this.queue = new Queue(this, 'Queue', {
      ...QUEUE_SECURITY,
      fifo: true,
      contentBasedDeduplication: true,
      retentionPeriod: Duration.minutes(5),
      // Just above the function's timeout, the least Lambda accepts: while the messages of a run that was killed
      // are invisible, their group is blocked and nothing is relayed.
      visibilityTimeout: processor.timeout.plus(Duration.seconds(5)),
    });
    exempt(
      this.queue,
      'SQS3',
      'No dead letters: a message says only "look", and the next minute says it again.',
    );
    processor.consume(this.queue);

    // A run that ends because its time is up asks for the next one.
    this.addWriter(processor);

    new Schedule(this, 'Sweep', {
      schedule: ScheduleExpression.rate(Duration.minutes(1)),
      target: new SqsSendMessage(this.queue, {
        messageGroupId: OUTBOX_MESSAGE_GROUP,
        // Differs every minute, so that content-based deduplication keeps each sweep and drops its repeats.
        input: ScheduleTargetInput.fromObject({ scheduledTime: ContextAttribute.scheduledTime }),
        // The next minute is the retry.
        retryAttempts: 0,
        maxEventAge: Duration.minutes(1),
      }),
    });
  }

  /** Lets the function wake the relay after a commit. */
  addWriter(writer: InstrumentedFunction): void {
    writer.set('OUTBOX_QUEUE_URL', this.queue.queueUrl);
    writer.allow('sqs:SendMessage', this.queue.queueArn);
  }
}
