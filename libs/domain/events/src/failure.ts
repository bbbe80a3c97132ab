/**
 * What is to become of work that failed:
 * - `permanent`: it can never succeed as it is (unreadable, against a rule). Trying again gives the same.
 * - `temporary`: something that it needs is away, throttled or busy. Trying again later is expected to succeed.
 * - `unexpected`: nobody thought of it. Trying again may help, or not.
 */
export type FailureKind = 'permanent' | 'temporary' | 'unexpected';

/** An error whose author knows what kind of failure it is. */
export interface ClassifiedError extends Error {
  readonly failureKind: FailureKind;
}

const isClassified = (error: unknown): error is ClassifiedError =>
  error instanceof Error && 'failureKind' in error;

/** The kind that the error names itself, else `unexpected`. */
export const failureKindOf = (error: unknown): FailureKind =>
  isClassified(error) ? error.failureKind : 'unexpected';
