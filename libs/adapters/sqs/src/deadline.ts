import type { ClassifiedError } from '@product-service/events';

/** The handler did not finish in time. Temporary: most likely it waits for a slow dependency. */
export class DeadlineExceededError extends Error implements ClassifiedError {
  override readonly name = 'DeadlineExceededError';
  readonly failureKind = 'temporary';
}

/** Settles as `work` does, if that is before `deadline` (milliseconds since 1970). @throws DeadlineExceededError */
export const beforeDeadline = async <T>(deadline: number, work: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const error = new DeadlineExceededError('The message was not handled before the end of this run.');
    timer = setTimeout(() => reject(error), deadline - Date.now());
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
};
