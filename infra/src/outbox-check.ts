import { Duration } from 'aws-cdk-lib';
import { TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { Construct } from 'constructs';
import { InstrumentedFunction } from './constructs/instrumented-function.js';
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

    // A check that fails, or can't be started, is not repeated: the next one comes by itself.
    check.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: Duration.minutes(1) });
    new Schedule(this, 'Every', {
      schedule: ScheduleExpression.rate(interval),
      target: new FunctionTarget(check, {
        input: ScheduleTargetInput.fromObject({}),
        retryAttempts: 0,
        maxEventAge: Duration.minutes(1),
      }),
    });
  }
}

/** CDK's own target would also allow every version and alias that the function may ever have. */
class FunctionTarget extends LambdaInvoke {
  protected override addTargetActionToRole(role: IRole): void {
    role.addToPrincipalPolicy(
      new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [this.targetArn] }),
    );
  }
}
