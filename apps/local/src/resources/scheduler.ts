import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { arnOf, parseArn } from '../account.js';
import { toJson } from '../event-bridge/bus-event.js';
import { RATE } from '../event-bridge/rate.js';
import { repeat } from '../event-bridge/repeat.js';
import { scheduledEvent } from '../event-bridge/scheduled-event.js';
import { ENCRYPTION, generatedName, nothingToRun, resourceType } from './resource-type.js';

const TARGET = z.strictObject({
  Arn: z.string(),
  RoleArn: z.string(),
  Input: z.string().optional(),
  SqsParameters: z.strictObject({ MessageGroupId: z.string().optional() }).optional(),
  DeadLetterConfig: nothingToRun('a delivery that fails is shown; the next one comes with the schedule'),
  RetryPolicy: nothingToRun('a delivery works at once or never, here'),
});

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
    if (parseArn(Target.Arn).service !== 'sqs') {
      throw new Error(`the local cloud schedules messages to SQS queues only, not to ${Target.Arn}`);
    }
    const send = async (at: Date): Promise<void> => {
      const body = Target.Input
        ? withContext(Target.Input, arn, at)
        : toJson(scheduledEvent(cloud.account, 'aws.scheduler', arn, at));
      const request = { principal: Target.RoleArn, action: 'sqs:SendMessage', resource: Target.Arn };
      if (cloud.policies.refuse(`schedule ${name}`, request) !== undefined) return;
      try {
        await cloud.messaging.send(Target.Arn, body, Target.SqsParameters?.MessageGroupId);
      } catch (error) {
        cloud.log({
          event: 'warning',
          message: `The schedule ${name} can't reach ${Target.Arn}: ${String(error)}`,
        });
      }
    };
    if (State === 'ENABLED') {
      cloud.onceDeployed(() => repeat(cloud.time.wait(ScheduleExpression), send));
    }
    return { ref: name, attributes: { Arn: arn } };
  },
);

/** @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html */
const withContext = (input: string, arn: string, at: Date): string =>
  Object.entries({
    'aws.scheduler.schedule-arn': arn,
    'aws.scheduler.scheduled-time': at.toISOString().replace(/\.\d+Z$/, 'Z'),
    'aws.scheduler.execution-id': randomUUID(),
    'aws.scheduler.attempt-number': '1',
  }).reduce((text, [name, value]) => text.replaceAll(`<${name}>`, value), input);
