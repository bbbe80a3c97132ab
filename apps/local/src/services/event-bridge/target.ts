import { z } from 'zod';
import { parseArn } from '../../core/account.js';
import { isKnownPath } from './bus-event.js';
import { MAXIMUM_EVENT_AGE, MAXIMUM_RETRY_ATTEMPTS } from './retries.js';
import type { Target } from './rule.js';

const isQueue = (arn: string): boolean => parseArn(arn).service === 'sqs';
const isFifo = (arn: string): boolean => arn.endsWith('.fifo');
const isBus = (arn: string): boolean => /^arn:[^:]*:events:.*:event-bus\//.test(arn);

const SHAPE = {
  Id: z.string().regex(/^[.\-_A-Za-z0-9]{1,64}$/),
  Arn: z
    .string()
    .refine((arn) => isQueue(arn) || isBus(arn), 'the local cloud reaches SQS queues and event buses only'),
  RoleArn: z.string().optional(),
  Input: z.string().max(8192).optional(),
  InputPath: z
    .string()
    .refine(isKnownPath, 'the local cloud knows paths of names only, such as $.detail')
    .optional(),
  SqsParameters: z.strictObject({ MessageGroupId: z.string() }).optional(),
  RetryPolicy: z
    .strictObject({
      MaximumRetryAttempts: z.coerce.number().int().min(0).max(MAXIMUM_RETRY_ATTEMPTS).optional(),
      MaximumEventAgeInSeconds: z.coerce.number().int().min(60).max(MAXIMUM_EVENT_AGE).optional(),
    })
    .optional(),
  DeadLetterConfig: z
    .strictObject({
      Arn: z
        .string()
        .refine((arn) => isQueue(arn) && !isFifo(arn), 'dead letters go to a standard queue of SQS')
        .optional(),
    })
    .optional(),
};

/**
 * A rule's target in the API and in templates, with the fields that the local cloud knows.
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_Target.html
 */
export const TARGET = z
  .strictObject(SHAPE, {
    error: ({ code, keys }) =>
      code === 'unrecognized_keys'
        ? `the local cloud does not know ${(keys as string[]).join(', ')}`
        : undefined,
  })
  .refine(({ Input, InputPath }) => Input === undefined || InputPath === undefined, {
    error: 'Input and InputPath exclude each other',
  })
  .refine(({ Arn, SqsParameters }) => !isFifo(Arn) || SqsParameters !== undefined, {
    path: ['Arn'],
    error: 'a FIFO queue takes SqsParameters with a MessageGroupId',
  })
  .transform((target): Target => ({
    id: target.Id,
    arn: target.Arn,
    roleArn: target.RoleArn,
    input: target.Input,
    inputPath: target.InputPath,
    messageGroupId: target.SqsParameters?.MessageGroupId,
    retryPolicy: target.RetryPolicy && {
      maximumRetryAttempts: target.RetryPolicy.MaximumRetryAttempts,
      maximumEventAge: target.RetryPolicy.MaximumEventAgeInSeconds,
    },
    deadLetterArn: target.DeadLetterConfig?.Arn,
  }));

/** The target in answers of the API. */
export const targetToApi = (target: Target) => ({
  Id: target.id,
  Arn: target.arn,
  RoleArn: target.roleArn,
  Input: target.input,
  InputPath: target.inputPath,
  SqsParameters: target.messageGroupId && { MessageGroupId: target.messageGroupId },
  RetryPolicy: target.retryPolicy && {
    MaximumRetryAttempts: target.retryPolicy.maximumRetryAttempts,
    MaximumEventAgeInSeconds: target.retryPolicy.maximumEventAge,
  },
  DeadLetterConfig: target.deadLetterArn && { Arn: target.deadLetterArn },
});
