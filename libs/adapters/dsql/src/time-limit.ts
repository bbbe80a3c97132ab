import { AsyncLocalStorage } from 'node:async_hooks';
import type { Pool, PoolClient, QueryConfig, QueryResult } from 'pg';
import { preparedName } from './prepared.js';
import { StatementBatch, type Statement } from './statement-batch.js';

/** Deadline of the current call, by `performance.now()`. Async-local, because Kysely cannot pass it through. */
const deadlines = new AsyncLocalStorage<number>();

/**
 * Runs `call` with a time limit for all its database work: connections, statements and retries together. Nothing is
 * sent to the database after the limit.
 */
export const withTimeLimit = <T>(milliseconds: number, call: () => Promise<T>): Promise<T> =>
  deadlines.run(performance.now() + milliseconds, call);

/** @throws Error if the time limit has passed */
const timeLeftMs = (): number => {
  const timeLeft = (deadlines.getStore() ?? Infinity) - performance.now();
  if (timeLeft > 0) return timeLeft;
  throw timePassed();
};

const timePassed = (): Error => new Error('The time limit of the whole call has passed');

/** Waits for a connection up to the call's time limit, and no longer than the pool's own timeout. */
export const connectWithinLimit = async (pool: Pool): Promise<PoolClient> => {
  const timeLeft = timeLeftMs();
  const connecting = pool.connect();
  if (timeLeft === Infinity) return connecting;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(timePassed());
      // A connection that is made later goes back to the pool.
      connecting.then((client) => client.release()).catch(() => {});
    }, timeLeft);
    connecting.then(resolve, reject).finally(() => clearTimeout(timer));
  });
};

/** Waits for the reply up to the call's time limit, and no longer than `limitMs`. */
export const queryWithinLimit = (
  client: PoolClient,
  { sql: text, parameters }: Statement,
  limitMs: number | undefined,
): Promise<QueryResult> => {
  const name = preparedName(text);
  const query: QueryConfig & TimeLimit = {
    text,
    values: [...parameters],
    ...(name !== undefined && { name }),
    ...timeLimitOf(limitMs),
  };
  return client.query(query);
};

/** As `queryWithinLimit`, for several statements in one round trip. Returns the number of rows that each one changed. */
export const batchWithinLimit = (
  client: PoolClient,
  statements: readonly Statement[],
  limitMs: number | undefined,
): Promise<readonly number[]> =>
  new Promise((resolve, reject) => {
    const { query_timeout } = timeLimitOf(limitMs);
    client.query(
      new StatementBatch(statements, query_timeout, (error, changedRows = []) =>
        error ? reject(error) : resolve(changedRows),
      ),
    );
  });

interface TimeLimit {
  readonly query_timeout?: number;
}

/** In whole milliseconds, and not 0, which would mean no timeout. @throws Error if the time limit has passed */
const timeLimitOf = (limitMs: number | undefined): TimeLimit => {
  const timeLeft = Math.min(timeLeftMs(), limitMs || Infinity);
  return timeLeft === Infinity ? {} : { query_timeout: Math.ceil(timeLeft) };
};
