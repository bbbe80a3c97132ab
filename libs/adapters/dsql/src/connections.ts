import type { ClassifiedError } from '@product-service/events';
import { DatabaseError, type Pool, type PoolClient, type QueryResult } from 'pg';
import type { Statement } from './statement-batch.js';
import { batchWithinLimit, connectWithinLimit, queryWithinLimit } from './time-limit.js';

/**
 * The database did not reply, or the connection was closed. The statement may have been executed. See `cause`.
 */
export class ConnectionError extends Error implements ClassifiedError {
  override readonly name: string = 'ConnectionError';
  readonly failureKind = 'temporary';

  constructor(cause: unknown) {
    super(`The connection to the database failed: ${cause instanceof Error ? cause.message : cause}`, {
      cause,
    });
  }
}

/**
 * The server works, but the statement took too long and was given up. It is not sent again at once: that would add load to a
 * slow database. Nothing is committed, unless the statement was COMMIT.
 */
export class StatementTimeoutError extends ConnectionError {
  override readonly name = 'StatementTimeoutError';
}

/** A statement was cancelled, e.g. by `statement_timeout`. */
const QUERY_CANCELLED = '57014';
/** `pg` has no error class or code for it. */
const CLIENT_TIMEOUT = 'Query read timeout';
/** A connection that replied this recently is taken as alive. Otherwise the server may have closed it unnoticed. */
const ALIVE_MS = 1_000;

/**
 * SQLSTATEs that end a connection or reject it temporarily: 08 connection exception, 53300 too many connections, 53400
 * Aurora DSQL's connection rate, 57P operator intervention, 25P03 and 25P04 session timeouts.
 */
const ENDS_CONNECTION = /^(08|53[34]00|57P|25P0[34])/;

const asConnectionError = (error: unknown, isAlive = false): unknown => {
  if (error instanceof DatabaseError) {
    if (error.code === QUERY_CANCELLED) return new StatementTimeoutError(error);
    return ENDS_CONNECTION.test(error.code ?? '') ? new ConnectionError(error) : error;
  }
  const isTimeout = isAlive && error instanceof Error && error.message === CLIENT_TIMEOUT;
  return isTimeout ? new StatementTimeoutError(error) : new ConnectionError(error);
};

/** How long connections may be used, in milliseconds of the wall clock. */
export interface ConnectionAges {
  readonly maxAge: number;
  readonly maxIdle: number;
}

/** A connection in use. Its calls reject with a ConnectionError if it fails. */
export interface CheckedOutConnection {
  query(statement: Statement): Promise<QueryResult>;
  /**
   * Executes several statements in one round trip, up to the first one that fails. Returns the number of rows that each one
   * changed. The statements return no rows.
   */
  batch(statements: readonly Statement[]): Promise<readonly number[]>;
  /** Puts the connection back, or closes it if it failed. */
  release(): void;
  /** Closes the connection: its state is not known. */
  close(): void;
}

export interface Connections {
  connect(): Promise<CheckedOutConnection>;
  end(): Promise<void>;
}

/** Called after every round trip, with its statements and its error. For tests. */
export type OnRoundTrip = (statements: readonly Statement[], error?: unknown) => void;

/**
 * Wraps the pool. A connection is never reused after it failed or timed out, nor if it is too old or was idle for too long.
 * The pool's own timers do not suffice: they stop while Lambda freezes the process, and the server may have closed the
 * connection meanwhile.
 */
export const reliableConnections = (
  pool: Pool,
  { maxAge, maxIdle }: ConnectionAges,
  onRoundTrip: OnRoundTrip = () => {},
): Connections => {
  const connectedAt = new WeakMap<PoolClient, number>();
  const repliedAt = new WeakMap<PoolClient, number>();
  pool.on('connect', (client) => {
    connectedAt.set(client, Date.now());
    repliedAt.set(client, Date.now());
  });
  // The pool has removed a lost idle connection. Without a listener, the process would crash.
  pool.on('error', () => {});

  const isStale = (client: PoolClient): boolean => {
    const now = Date.now();
    const sinceReply = now - (repliedAt.get(client) ?? now);
    return sinceReply > maxIdle || now - (connectedAt.get(client) ?? now) > maxAge;
  };

  const checkOut = (client: PoolClient): CheckedOutConnection => {
    const limit = pool.options.query_timeout;
    let broken = false;
    const onError = (): void => {
      broken = true;
    };
    // The pool does not listen for errors of connections in use.
    client.on('error', onError);
    const send = async <T>(statements: readonly Statement[], reply: () => Promise<T>): Promise<T> => {
      const isAlive = Date.now() - (repliedAt.get(client) ?? 0) < ALIVE_MS;
      try {
        const result = await reply();
        repliedAt.set(client, Date.now());
        onRoundTrip(statements);
        return result;
      } catch (failure) {
        const error = asConnectionError(failure, isAlive);
        if (error instanceof ConnectionError) broken = true;
        onRoundTrip(statements, error);
        throw error;
      }
    };
    const end = (isBroken: boolean): void => {
      client.off('error', onError);
      client.release(isBroken);
    };
    return {
      query: (statement) => send([statement], () => queryWithinLimit(client, statement, limit)),
      batch: (statements) => send(statements, () => batchWithinLimit(client, statements, limit)),
      release: () => end(broken),
      close: () => end(true),
    };
  };

  return {
    async connect() {
      for (;;) {
        const client = await connectWithinLimit(pool).catch((error: unknown) => {
          throw asConnectionError(error);
        });
        if (!isStale(client)) return checkOut(client);
        client.release(true);
      }
    },
    end: () => pool.end(),
  };
};
