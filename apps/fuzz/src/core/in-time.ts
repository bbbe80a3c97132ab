import { setTimeout as sleep } from 'node:timers/promises';

/** Resolves to what the work gives. @throws Error if it takes longer */
export const inTime = async <T>(work: Promise<T>, milliseconds: number, what: string): Promise<T> => {
  const cancelled = new AbortController();
  const late = sleep(milliseconds, undefined, { signal: cancelled.signal, ref: true }).then(() => {
    throw new Error(`${what} took longer than ${milliseconds} ms.`);
  });
  late.catch(() => undefined);
  try {
    return await Promise.race([work, late]);
  } finally {
    cancelled.abort();
  }
};
