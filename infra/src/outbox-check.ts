import type { Deployment } from '@product-service/deployment';
import { Duration } from 'aws-cdk-lib';
import { TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import type { Construct } from 'constructs';
import { ScheduledFunction } from './constructs/scheduled-function.js';
import type { Database } from './database.js';

export interface OutboxCheckProps {
  readonly deployment: Deployment;
  /** Nx project with `check-outbox`. */
  readonly project: string;
  readonly database: Database;
}

/**
 * Alarms when events are stuck in the outbox. Only the database knows, so a function queries it every five minutes and
 * fails if some are stuck. CloudWatch counts failed runs by itself: no custom metric and no permission to write one.
 * A check that does not run alarms too.
 */
export class OutboxCheck extends ScheduledFunction {
  constructor(scope: Construct, id: string, { deployment, project, database }: OutboxCheckProps) {
    super(scope, id, {
      name: 'CheckOutbox',
      deployment,
      project,
      schedule: ScheduleExpression.rate(Duration.minutes(5)),
      onErrors: { entry: 'outbox-stuck', periods: [2, 2], missingData: TreatMissingData.BREACHING },
    });
    database.addUser(this.handler);
  }
}
