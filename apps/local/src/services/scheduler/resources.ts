import { z } from 'zod';
import { arnOf } from '../../core/account.js';
import {
  ENCRYPTION,
  generatedName,
  ignored,
  inertType,
  nameOf,
  resourceType,
  type ResourceTypes,
} from '../../service-model/resource-type.js';
import type { ServiceContext } from '../../service-model/service.js';
import { RATE, repeat, scheduledEvent, toJson } from '../event-bridge/index.js';
import type { Policies } from '../iam/index.js';
import type { LambdaService } from '../lambda/index.js';
import type { Queues } from '../sqs/index.js';
import { deliveryTo, withContext } from './delivery.js';
import type { RunningSchedule } from './running-schedule.js';

const TARGET = z.strictObject({
  Arn: z.string(),
  RoleArn: z.string(),
  Input: z.string().optional(),
  SqsParameters: z.strictObject({ MessageGroupId: z.string().optional() }).optional(),
  DeadLetterConfig: ignored('the log shows a failed delivery, and the schedule sends again'),
  RetryPolicy: ignored('a delivery that fails here would fail again'),
});

export const resources = (
  { account, time, log, observer, onDeployed }: ServiceContext,
  needs: { lambda: LambdaService; queues: Queues; policies: Policies },
  add: (schedule: RunningSchedule) => void,
): ResourceTypes => ({
  'AWS::Scheduler::Schedule': resourceType(
    {
      Name: z.string().optional(),
      GroupName: z.string().default('default'),
      ScheduleExpression: RATE,
      FlexibleTimeWindow: ignored('a window allows a later start, but does not require it'),
      State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
      Target: TARGET,
      ScheduleExpressionTimezone: ignored('a rate has no time of day'),
      Description: ignored('for people'),
      KmsKeyArn: ENCRYPTION,
    },
    ({ logicalId, properties }) => {
      const { GroupName, ScheduleExpression, State, Target } = properties;
      const name = properties.Name ?? generatedName(account, logicalId, 64);
      const arn = arnOf(account, 'scheduler', `schedule/${GroupName}/${name}`);
      const { action, send } = deliveryTo(Target, `schedule ${name}`, needs);
      const report = (bodies: readonly string[], failed: number): void =>
        observer.passed(() => [{ from: arn, to: Target.Arn, bodies, failed }]);
      const deliver = async (at: Date, signal: AbortSignal): Promise<void> => {
        const input =
          Target.Input === undefined
            ? toJson(scheduledEvent(account, 'aws.scheduler', arn, at))
            : withContext(Target.Input, arn, at);
        const request = { principal: Target.RoleArn, action, resource: Target.Arn };
        if (needs.policies.enforce(`schedule ${name}`, request) !== undefined) return report([], 1);
        report([input], 0);
        try {
          await send(input, signal);
        } catch (error) {
          report([], 1);
          log({
            event: 'warning',
            message: `The schedule ${name} can't reach ${Target.Arn}: ${String(error)}`,
          });
        }
      };
      if (State === 'ENABLED') {
        add({ arn, targetArn: Target.Arn, interval: ScheduleExpression });
        onDeployed(() => {
          const stopping = new AbortController();
          const repeated = repeat(time.wait(ScheduleExpression), (at) => deliver(at, stopping.signal));
          return {
            stop() {
              repeated.stop();
              stopping.abort();
            },
          };
        });
      }
      return { ref: name, attributes: { Arn: arn } };
    },
  ),
  'AWS::Scheduler::ScheduleGroup': inertType('it is only a name for schedules', (resource) => {
    const name = nameOf(account, resource, 'Name');
    return { ref: name, attributes: { Arn: arnOf(account, 'scheduler', `schedule-group/${name}`) } };
  }),
});
