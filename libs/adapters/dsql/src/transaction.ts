import { sql, type Kysely } from 'kysely';
import { DatabaseError } from 'pg';
import { ConnectionError } from './connections.js';
import type { Schema } from './schema.js';

/** COMMIT got no reply: the transaction may or may not be committed, now or later. */
export class CommitUnansweredError extends ConnectionError {
  override readonly name = 'CommitUnansweredError';
}

/** SQLSTATEs with an unknown outcome: statement completion unknown, internal errors. */
const UNKNOWN_OUTCOME = /^(40003|XX)/;

const hasUnknownOutcome = (error: unknown): boolean =>
  !(error instanceof DatabaseError) || UNKNOWN_OUTCOME.test(error.code ?? '');

/**
 * Runs `work` in a transaction with snapshot isolation. Commits if `work` returns true, else rolls back. Returns the
 * value of `work`.
 * @throws CommitUnansweredError if the outcome of COMMIT is unknown; after any other error nothing was committed
 */
export const inTransaction = (
  kysely: Kysely<Schema>,
  work: (transaction: Kysely<Schema>) => Promise<boolean>,
): Promise<boolean> =>
  kysely.connection().execute(async (connection) => {
    // Aurora DSQL has one isolation level and no clause for it. pool.ts configures the same level for PostgreSQL.
    await sql`begin`.execute(connection);
    let shouldCommit = false;
    try {
      shouldCommit = await work(connection);
    } finally {
      // If the connection fails, it is closed, which also rolls back.
      if (!shouldCommit) await sql`rollback`.execute(connection).catch(() => {});
    }
    if (!shouldCommit) return false;
    try {
      await sql`commit`.execute(connection);
      return true;
    } catch (error) {
      throw hasUnknownOutcome(error) ? new CommitUnansweredError(error) : error;
    }
  });
