import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { arnOf, parseArn } from '../../core/account.js';
import { toJson } from '../event-bridge/bus-event.js';
import { RATE } from '../event-bridge/rate.js';
import { repeat } from '../event-bridge/repeat.js';
import { scheduledEvent } from '../event-bridge/scheduled-event.js';
import { DEFAULT_INVOCATION, invokeAsynchronously } from '../lambda/asynchronous-invocation.js';
import type { Cloud } from '../../service-model/service.js';
import { functionOf } from '../lambda/function-resource.js';
import { ENCRYPTION, generatedName, nothingToRun, resourceType } from '../../service-model/resource-type.js';

const TARGET = z.strictObject({
  Arn: z.string(),
  RoleArn: z.string(),
  Input: z.string().optional(),
  SqsParameters: z.strictObject({ MessageGroupId: z.string().optional() }).optional(),
  DeadLetterConfig: nothingToRun('a delivery that fails is shown; the next one comes with the schedule'),
  RetryPolicy: nothingToRun('a delivery works at once or never, here'),
});
type ScheduleTarget = z.infer<typeof TARGET>;

export const schedule = resourceType(
  {
    Name: z.string().optional(),
    GroupName: z.string().default('default'),
    ScheduleExpression: RATE,
    FlexibleTimeWindow: nothingToRun('a window allows a later start, it does not ask for it'),
    State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
    Target: TARGET,
    ScheduleExpressionTimezone: nothingToRun('a rate has no time of day'),
    Description: nothingToRun('for people'),
    KmsKeyArn: ENCRYPTION,
  },
  ({ logicalId, properties }, cloud) => {
    const { GroupName, ScheduleExpression, State, Target } = properties;
    const name = properties.Name ?? generatedName(cloud, logicalId, 64);
    const arn = arnOf(cloud.account, 'scheduler', `schedule/${GroupName}/${name}`);
    const { action, send } = deliveryTo(Target, `schedule ${name}`, cloud);
    const deliver = async (at: Date, signal: AbortSignal): Promise<void> => {
      const input =
        Target.Input === undefined
          ? toJson(scheduledEvent(cloud.account, 'aws.scheduler', arn, at))
          : withContext(Target.Input, arn, at);
      const request = { principal: Target.RoleArn, action, resource: Target.Arn };
      if (cloud.policies.refuse(`schedule ${name}`, request) !== undefined) return;
      try {
        await send(input, signal);
      } catch (error) {
        cloud.log({
          event: 'warning',
          message: `The schedule ${name} can't reach ${Target.Arn}: ${String(error)}`,
        });
      }
    };
    if (State === 'ENABLED') {
      cloud.onceDeployed(() => {
        const stopping = new AbortController();
        const repeated = repeat(cloud.time.wait(ScheduleExpression), (at) => deliver(at, stopping.signal));
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
);

interface ScheduleDelivery {
  /** What the schedule's role has to allow. */
  readonly action: string;
  send(input: string, signal: AbortSignal): Promise<void>;
}

/** @throws Error if the local cloud can't reach such a target. */
const deliveryTo = (target: ScheduleTarget, cause: string, cloud: Cloud): ScheduleDelivery => {
  const { Arn, SqsParameters, Input } = target;
  switch (parseArn(Arn).service) {
    case 'sqs':
      return {
        action: 'sqs:SendMessage',
        send: (input) => cloud.messaging.send(Arn, input, SqsParameters?.MessageGroupId),
      };
    case 'lambda': {
      const lambda = functionOf(cloud, Arn);
      if (Input !== undefined) JSON.parse(Input);
      return {
        action: 'lambda:InvokeFunction',
        send(input, signal) {
          const invocation = cloud.asynchronousInvocations.get(lambda.arn) ?? DEFAULT_INVOCATION;
          return invokeAsynchronously(lambda, JSON.parse(input), cause, invocation, cloud.time, signal);
        },
      };
    }
    default:
      throw new Error(`the local cloud schedules messages to SQS queues and runs of functions, not ${Arn}`);
  }
};

/** @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html */
const withContext = (input: string, arn: string, at: Date): string =>
  Object.entries({
    'aws.scheduler.schedule-arn': arn,
    'aws.scheduler.scheduled-time': at.toISOString().replace(/\.\d+Z$/, 'Z'),
    'aws.scheduler.execution-id': randomUUID(),
    'aws.scheduler.attempt-number': '1',
  }).reduce((text, [name, value]) => text.replaceAll(`<${name}>`, value), input);
