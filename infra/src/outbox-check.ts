import { Duration } from 'aws-cdk-lib';
import { TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { SqsSendMessage } from 'aws-cdk-lib/aws-scheduler-targets';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { exempt } from './constructs/exempt.js';
import { InstrumentedFunction } from './constructs/instrumented-function.js';
import { QUEUE_SECURITY } from './constructs/resilient-queue.js';
import type { Database } from './database.js';
import type { Deployment } from './deployment.js';

export interface OutboxCheckProps {
  readonly deployment: Deployment;
  /** Nx project with `check-outbox`. */
  readonly project: string;
  readonly database: Database;
}

/**
 * Alarms when events are stuck in the outbox. Only the database knows, so a function asks it every five minutes, and
 * fails if some are: CloudWatch counts failures by itself, without a metric of our own and a right to write one. A
 * check that does not run alarms too.
 */
export class OutboxCheck extends Construct {
  constructor(scope: Construct, id: string, { deployment, project, database }: OutboxCheckProps) {
    super(scope, id);
    const interval = Duration.minutes(5);
    const check = new InstrumentedFunction(this, 'CheckOutbox', {
      deployment,
      project,
      onErrors: { entry: 'outbox-stuck', periods: [2, 2], missingData: TreatMissingData.BREACHING },
    });
    database.usedBy(check);

    // A failed check is not repeated: the next one comes by itself.
    const queue = new Queue(this, 'Queue', {
      ...QUEUE_SECURITY,
      retentionPeriod: interval,
      visibilityTimeout: interval,
    });
    exempt(
      queue,
      'SQS3',
      'No dead letters: a message says only "look", and five minutes later the next one does.',
    );
    check.consume(queue);
    new Schedule(this, 'Every', {
      schedule: ScheduleExpression.rate(interval),
      target: new SqsSendMessage(queue, { retryAttempts: 0, maxEventAge: Duration.minutes(1) }),
    });
  }
}
