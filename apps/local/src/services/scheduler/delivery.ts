import { randomUUID } from 'node:crypto';
import { parseArn } from '../../core/account.js';
import type { LambdaService } from '../lambda/index.js';
import type { Queues } from '../sqs/index.js';

/** How a schedule reaches its target. */
export interface ScheduleDelivery {
  /** What the schedule's role has to allow. */
  readonly action: string;
  send(input: string, signal: AbortSignal): Promise<void>;
}

/** The target of a schedule, as in the template. */
export interface ScheduleTarget {
  readonly Arn: string;
  readonly Input?: string | undefined;
  readonly SqsParameters?: { readonly MessageGroupId?: string | undefined } | undefined;
}

/**
 * Makes the delivery for a target.
 * @param cause reason of a function's run, for the log.
 * @throws Error if the local cloud does not support such a target
 */
export const deliveryTo = (
  { Arn, SqsParameters, Input }: ScheduleTarget,
  cause: string,
  { lambda, queues }: { lambda: LambdaService; queues: Queues },
): ScheduleDelivery => {
  switch (parseArn(Arn).service) {
    case 'sqs':
      return {
        action: 'sqs:SendMessage',
        send: (input) => queues.send(Arn, input, SqsParameters?.MessageGroupId),
      };
    case 'lambda': {
      const target = lambda.find(Arn);
      if (Input !== undefined) JSON.parse(Input);
      return {
        action: 'lambda:InvokeFunction',
        send: (input, signal) => lambda.invokeAsynchronously(target, JSON.parse(input), cause, signal),
      };
    }
    default:
      throw new Error(`the local cloud schedules messages to SQS queues and runs of functions, not ${Arn}`);
  }
};

/**
 * Replaces the context attributes in the input.
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html
 */
export const withContext = (input: string, scheduleArn: string, at: Date): string =>
  Object.entries({
    'aws.scheduler.schedule-arn': scheduleArn,
    'aws.scheduler.scheduled-time': at.toISOString().replace(/\.\d+Z$/, 'Z'),
    'aws.scheduler.execution-id': randomUUID(),
    'aws.scheduler.attempt-number': '1',
  }).reduce((text, [name, value]) => text.replaceAll(`<${name}>`, value), input);
