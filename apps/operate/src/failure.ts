/** The command failed; the message says what to do next. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure';

  constructor(
    /** Of the function's error, or of the call to it. */
    readonly code: string,
    message: string,
    /** What was done before the failure, or how to continue. */
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }
}

/** The command line is wrong: nothing was sent. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
