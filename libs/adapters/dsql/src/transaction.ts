import type { CompiledQuery } from 'kysely';
import { DatabaseError } from 'pg';
import { ConnectionError } from './connections.js';
import type { Database } from './database.js';
import type { Statement } from './statement-batch.js';

/** COMMIT got no reply: the transaction may or may not be committed, now or later. */
export class CommitUnansweredError extends ConnectionError {
  override readonly name = 'CommitUnansweredError';
}

/** SQLSTATEs with an unknown outcome: statement completion unknown, internal errors. */
const UNKNOWN_OUTCOME = /^(40003|XX)/;

const hasUnknownOutcome = (error: unknown): boolean =>
  !(error instanceof DatabaseError) || UNKNOWN_OUTCOME.test(error.code ?? '');

// Aurora DSQL has one isolation level and no clause for it. pool.ts configures the same level for PostgreSQL.
const [BEGIN, COMMIT, ROLLBACK] = ['begin', 'commit', 'rollback'].map((sql): Statement => ({
  sql,
  parameters: [],
})) as [Statement, Statement, Statement];

/** A transaction that is open. */
export interface Transaction {
  /** Executes a statement. Returns the number of rows that it changed. */
  execute(statement: Statement): Promise<number>;
  /** Executes a query and returns its rows. It takes a round trip of its own. */
  query<Row>(query: CompiledQuery<Row>): Promise<readonly Row[]>;
}

/**
 * Runs `work` in a transaction with snapshot isolation. Then executes the statements that `work` returns, and commits. Rolls
 * back if `work` returns `undefined`. Returns whether it was committed. Calls `onCommitSent` while the database works on
 * COMMIT.
 *
 * In a pipelined database, BEGIN is sent together with the first statement, and COMMIT with the last ones.
 * @throws CommitUnansweredError if the outcome of COMMIT is unknown; after any other error nothing was committed
 */
export const inTransaction = async (
  { connect, isPipelined }: Pick<Database, 'connect' | 'isPipelined'>,
  onCommitSent: () => void,
  work: (transaction: Transaction) => Promise<readonly Statement[] | undefined>,
): Promise<boolean> => {
  const connection = await connect();
  /** Returns the number of rows that the last statement changed. */
  const send = async (...statements: Statement[]): Promise<number> => {
    if (isPipelined) return (await connection.batch(statements)).at(-1) ?? 0;
    let changedRows = 0;
    for (const statement of statements) changedRows = (await connection.query(statement)).rowCount ?? 0;
    return changedRows;
  };
  let state = 'not begun' as 'not begun' | 'open' | 'ended';
  const execute = (statement: Statement): Promise<number> => {
    const statements = state === 'not begun' ? [BEGIN, statement] : [statement];
    state = 'open';
    return send(...statements);
  };
  const query = async <Row>(statement: CompiledQuery<Row>): Promise<readonly Row[]> => {
    if (state === 'not begun') await connection.query(BEGIN);
    state = 'open';
    return (await connection.query(statement)).rows as Row[];
  };
  const commit = async (last: readonly Statement[]): Promise<void> => {
    if (!isPipelined) {
      for (const statement of last) await execute(statement);
      // A COMMIT that fails ends the transaction, too.
      state = 'ended';
    }
    const committed = send(...(isPipelined ? last : []), COMMIT);
    onCommitSent();
    await committed.catch((error: unknown) => {
      throw hasUnknownOutcome(error) ? new CommitUnansweredError(error) : error;
    });
    state = 'ended';
  };
  try {
    const last = await work({ execute, query });
    if (last) await commit(last);
    return last !== undefined;
  } finally {
    const isOver = state !== 'open' || (await succeeds(connection.query(ROLLBACK)));
    // To close it also rolls back. The next statement of an open transaction would fail.
    if (isOver) connection.release();
    else connection.close();
  }
};

const succeeds = (call: Promise<unknown>): Promise<boolean> =>
  call.then(
    () => true,
    () => false,
  );
