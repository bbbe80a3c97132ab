import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool, PoolClient, QueryConfig, QueryResult } from 'pg';

/** When the call ends that the running code belongs to, by `performance.now()`. Kysely has no place to hand it on. */
const deadlines = new AsyncLocalStorage<number>();

/**
 * Runs `call` with so many milliseconds for all that it asks of the database: for connections, statements and tries
 * together. What is asked for later is not sent.
 */
export const withTimeLimit = <T>(milliseconds: number, call: () => Promise<T>): Promise<T> =>
  deadlines.run(performance.now() + milliseconds, call);

/** @throws Error if the time is up */
const timeLeftMs = (): number => {
  const timeLeft = (deadlines.getStore() ?? Infinity) - performance.now();
  if (timeLeft > 0) return timeLeft;
  throw new Error('The time for the whole call is up');
};

/** Takes a connection as long as the call has time, at most as long as the pool allows. */
export const connectWithinLimit = async (pool: Pool): Promise<PoolClient> => {
  const timeLeft = timeLeftMs();
  const connecting = pool.connect();
  if (timeLeft === Infinity) return connecting;
  const stop = new AbortController();
  const timeUp = sleep(timeLeft, undefined, { signal: stop.signal }).then(() => {
    // A connection that still comes is for the next call.
    connecting.then((client) => client.release()).catch(() => {});
    return timeLeftMs();
  });
  try {
    return (await Promise.race([connecting, timeUp])) as PoolClient;
  } finally {
    stop.abort();
    timeUp.catch(() => {});
  }
};

/** Waits for the answer as long as the call has time, at most for `limitMs`. */
export const queryWithinLimit = (
  client: PoolClient,
  text: string,
  parameters: readonly unknown[],
  limitMs: number | undefined,
): Promise<QueryResult> => {
  const timeLeft = Math.min(timeLeftMs(), limitMs || Infinity);
  // Whole milliseconds, and not 0: that would mean for ever.
  const limit = timeLeft === Infinity ? {} : { query_timeout: Math.ceil(timeLeft) };
  const query: QueryConfig & { query_timeout?: number } = { text, values: [...parameters], ...limit };
  return client.query(query);
};
