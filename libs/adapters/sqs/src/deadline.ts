import type { ClassifiedError } from '@product-service/events';

/** Nothing is known to be wrong with the message: what takes so long is most likely waiting for something. */
export class DeadlineExceededError extends Error implements ClassifiedError {
  override readonly name = 'DeadlineExceededError';
  readonly failureKind = 'temporary';
}

/** What `work` comes to, if it does so before `deadline` (milliseconds since 1970). @throws DeadlineExceededError */
export const beforeDeadline = async <T>(deadline: number, work: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const error = new DeadlineExceededError('The message was not handled in the time of this run.');
    timer = setTimeout(() => reject(error), deadline - Date.now());
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
};
