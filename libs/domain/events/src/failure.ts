/**
 * How to treat failed work:
 * - `permanent`: it can never succeed (unreadable, breaks a rule). A retry gives the same error.
 * - `temporary`: a dependency is unavailable, throttled or busy. A later retry should succeed.
 * - `unexpected`: an unknown error, e.g. a bug. A retry may or may not help.
 */
export type FailureKind = 'permanent' | 'temporary' | 'unexpected';

/** An error that declares its kind of failure. */
export interface ClassifiedError extends Error {
  readonly failureKind: FailureKind;
}

const isClassified = (error: unknown): error is ClassifiedError =>
  error instanceof Error && 'failureKind' in error;

/** The kind that the error declares, else `unexpected`. */
export const failureKindOf = (error: unknown): FailureKind =>
  isClassified(error) ? error.failureKind : 'unexpected';
