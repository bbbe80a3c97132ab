import { Duration } from 'aws-cdk-lib';
import { type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Schedule, type ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { Construct } from 'constructs';
import { InstrumentedFunction, type InstrumentedFunctionProps } from './instrumented-function.js';

export interface ScheduledFunctionProps extends InstrumentedFunctionProps {
  /** The function's name, e.g. `CheckOutbox` for the folder `check-outbox`. */
  readonly name: string;
  /** When it runs, e.g. `ScheduleExpression.rate(Duration.minutes(5))`. */
  readonly schedule: ScheduleExpression;
}

/** No run is repeated, so each one that fails alarms. */
const FAILED_RUN = { entry: 'function-errors', periods: [1, 1] } as const;

/**
 * A function that EventBridge Scheduler invokes directly. A run that fails, or cannot be started within a minute, is not
 * repeated: the next one comes at its own time.
 */
export class ScheduledFunction extends Construct {
  readonly handler: InstrumentedFunction;

  constructor(scope: Construct, id: string, { name, schedule, ...props }: ScheduledFunctionProps) {
    super(scope, id);
    this.handler = new InstrumentedFunction(this, name, { onErrors: FAILED_RUN, ...props });
    const once = { retryAttempts: 0, maxEventAge: Duration.minutes(1) };
    this.handler.configureAsyncInvoke(once);
    new Schedule(this, 'Every', {
      schedule,
      target: new FunctionTarget(this.handler, { input: ScheduleTargetInput.fromObject({}), ...once }),
    });
  }
}

/** CDK's own target would also allow invoking every version and alias of the function. */
class FunctionTarget extends LambdaInvoke {
  protected override addTargetActionToRole(role: IRole): void {
    role.addToPrincipalPolicy(
      new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [this.targetArn] }),
    );
  }
}
