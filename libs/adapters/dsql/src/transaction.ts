import { sql, type Kysely } from 'kysely';
import { DatabaseError } from 'pg';
import { ConnectionError } from './connections.js';
import type { Schema } from './schema.js';

/** COMMIT was sent and not answered: the transaction took place, or will, or not. */
export class CommitUnansweredError extends ConnectionError {
  override readonly name = 'CommitUnansweredError';
}

/** SQLSTATEs that leave the outcome open: statement completion unknown, internal errors. */
const OPEN = /^(40003|XX)/;

const leavesOpen = (error: unknown): boolean =>
  !(error instanceof DatabaseError) || OPEN.test(error.code ?? '');

/**
 * Runs `work` in a transaction, which sees one state of the database throughout. Commits if it gives true, else
 * rolls back; gives what it gave.
 * @throws CommitUnansweredError if nobody can tell whether it was committed; after any other error it was not
 */
export const inTransaction = (
  kysely: Kysely<Schema>,
  work: (transaction: Kysely<Schema>) => Promise<boolean>,
): Promise<boolean> =>
  kysely.connection().execute(async (connection) => {
    // Aurora DSQL has one isolation level and documents no clause for it; pool.ts asks a plain PostgreSQL for the same.
    await sql`begin`.execute(connection);
    let isToCommit = false;
    try {
      isToCommit = await work(connection);
    } finally {
      // A failed connection is closed, which comes to the same.
      if (!isToCommit) await sql`rollback`.execute(connection).catch(() => {});
    }
    if (!isToCommit) return false;
    try {
      await sql`commit`.execute(connection);
      return true;
    } catch (error) {
      throw leavesOpen(error) ? new CommitUnansweredError(error) : error;
    }
  });
