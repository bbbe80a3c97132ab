import type { z } from 'zod';
import { AwsError } from './aws-error.js';
import type { Caller } from '../services/sts/access-keys.js';

/** One operation of an AWS service that speaks the JSON protocol. */
export type Operation = (input: unknown, caller: Caller) => Promise<unknown> | unknown;

/** The operations that the local cloud answers, by their names. */
export type JsonService = Readonly<Record<string, Operation>>;

/** An operation that takes input of this shape and ignores the rest. @throws AwsError ValidationException */
export const operation =
  <Input>(
    shape: z.ZodType<Input>,
    run: (input: Input, caller: Caller) => Promise<unknown> | unknown,
  ): Operation =>
  (raw, caller) => {
    const input = shape.safeParse(raw);
    if (input.success) return run(input.data, caller);
    const problems = input.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new AwsError('ValidationException', problems.join('; '));
  };
