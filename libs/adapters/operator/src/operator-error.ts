import { failureKindOf } from '@product-service/events';
import type { OperatorErrorCode } from './protocol/index.js';

/** A command that was not executed. The message says what to do next. */
export class OperatorError extends Error {
  override readonly name = 'OperatorError';

  constructor(
    readonly code: OperatorErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Translates the error of a port. */
export const asOperatorError = (error: unknown): OperatorError => {
  if (error instanceof OperatorError) return error;
  const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) };
  const cause = { cause: error };
  if (/^PurgeQueueInProgress$/.test(name)) {
    return new OperatorError(
      'queue/purge-in-progress',
      'SQS still deletes the messages of this queue, and accepts that once a minute. Wait a minute, and try again.',
      cause,
    );
  }
  if (/already a task running/i.test(message)) {
    return new OperatorError(
      'dead-letters/redrive-running',
      'A redrive of this queue is already running. Wait until it has ended: redrive shows its progress.',
      cause,
    );
  }
  if (/^AccessDenied/.test(name)) {
    return new OperatorError(
      'dependency/access-denied',
      `The function has no permission: ${message} Deploy, which sets its permissions again.`,
      cause,
    );
  }
  if (failureKindOf(error) === 'temporary' || /^(TimeoutError|.*Throttl.*)$/.test(name)) {
    return new OperatorError(
      'dependency/unavailable',
      `A dependency is unavailable (${message}). Try again in a minute; status shows what can be reached.`,
      cause,
    );
  }
  return new OperatorError(
    'internal',
    `${name}: ${message} If it stays, look for this error in the log of the function.`,
    cause,
  );
};
