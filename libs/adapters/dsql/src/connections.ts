import type { ClassifiedError } from '@product-service/events';
import type { PostgresPool, PostgresPoolClient } from 'kysely';
import { DatabaseError, type Pool, type PoolClient } from 'pg';
import { connectWithinLimit, queryWithinLimit } from './time-limit.js';

/**
 * There was no answer, or the one that the connection is closed. What was asked for may have been done.
 * `cause` says what happened.
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
 * SQLSTATEs that end a connection, or refuse it for now: 08 connection exception, 53300 too many connections, 53400
 * Aurora DSQL's connection rate, 57P operator intervention, 25P03 and 25P04 session timeouts.
 */
const ENDS_CONNECTION = /^(08|53[34]00|57P|25P0[34])/;

const asConnectionError = (error: unknown): unknown =>
  error instanceof DatabaseError && !ENDS_CONNECTION.test(error.code ?? '')
    ? error
    : new ConnectionError(error);

/** For how long connections are used, in milliseconds of the wall clock. */
export interface ConnectionAges {
  readonly maxAge: number;
  readonly maxIdle: number;
}

/**
 * The pool as Kysely uses it, with two promises more. A connection that failed or timed out is never used again.
 * Nor is one that is too old or was idle for too long: while Lambda has a process frozen, the pool's own timers
 * stand still, and the other side may be long gone.
 */
export const reliableConnections = (pool: Pool, { maxAge, maxIdle }: ConnectionAges): PostgresPool => {
  const connectedAt = new WeakMap<PoolClient, number>();
  const idleSince = new WeakMap<PoolClient, number>();
  pool.on('connect', (client) => connectedAt.set(client, Date.now()));
  // An idle connection was lost: the pool has dropped it. Without a listener, the process would end.
  pool.on('error', () => {});

  const isStale = (client: PoolClient): boolean => {
    const now = Date.now();
    const sinceUse = now - (idleSince.get(client) ?? now);
    return sinceUse > maxIdle || now - (connectedAt.get(client) ?? now) > maxAge;
  };

  const lend = (client: PoolClient): PostgresPoolClient => {
    let broken = false;
    const onError = (): void => {
      broken = true;
    };
    // While a connection is lent, the pool does not listen.
    client.on('error', onError);
    const query = async (sql: string, parameters: readonly unknown[]) => {
      try {
        return await queryWithinLimit(client, sql, parameters, pool.options.query_timeout);
      } catch (error) {
        const reason = asConnectionError(error);
        if (reason instanceof ConnectionError) broken = true;
        throw reason;
      }
    };
    return {
      // Cursors aside, which nobody here uses.
      query: query as unknown as PostgresPoolClient['query'],
      release: () => {
        client.off('error', onError);
        idleSince.set(client, Date.now());
        client.release(broken);
      },
    };
  };

  return {
    async connect() {
      for (;;) {
        const client = await connectWithinLimit(pool).catch((error: unknown) => {
          throw asConnectionError(error);
        });
        if (!isStale(client)) return lend(client);
        client.release(true);
      }
    },
    end: () => pool.end(),
  };
};
