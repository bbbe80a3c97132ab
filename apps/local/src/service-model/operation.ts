import type { z } from 'zod';
import type { Caller } from './aws-call.js';
import { AwsError } from './aws-error.js';

/** The input of a call before it is validated. */
export type RawInput = Readonly<Record<string, unknown>>;

/** What IAM has to allow for a call. */
export interface Permission {
  /** IAM's name, e.g. `sqs:SendMessage` for a SendMessageBatch. */
  readonly action: string;
  /** ARNs. The caller needs the action on each. An empty list: everyone may make the call. */
  readonly resources: readonly string[];
}

/**
 * What a call needs, read from its input.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export type PermissionOf = (input: RawInput) => Permission;

/** One operation of a service's API. */
export interface Operation {
  /** Absent: no function may make the call, only the administrator. */
  readonly permission?: PermissionOf | undefined;
  /** Computes the result. Absent: the service forwards the call, see `ServiceApi.forward`. @throws AwsError */
  readonly run?: (input: unknown, caller: Caller) => unknown;
}

/** By their names in the API. */
export type Operations = Readonly<Record<string, Operation>>;

/** An operation that takes input of this shape and ignores all other fields. @throws AwsError ValidationException */
export const operation = <Input>(
  shape: z.ZodType<Input>,
  run: (input: Input, caller: Caller) => unknown,
  permission?: PermissionOf,
): Operation => ({
  permission,
  run(raw, caller) {
    const input = shape.safeParse(raw);
    if (input.success) return run(input.data, caller);
    const problems = input.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new AwsError('ValidationException', problems.join('; '));
  },
});

/** An operation that the service forwards. */
export const forwarded = (permission: PermissionOf): Operation => ({ permission });
