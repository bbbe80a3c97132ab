import type { CompiledQuery } from 'kysely';
import type { Connection, Submittable } from 'pg';
import { preparedName } from './prepared.js';

/** The part of `pg`'s connection that sends messages of the extended query protocol. Its types leave it out. */
interface ProtocolConnection {
  readonly stream: { cork(): void; uncork(): void };
  /** Text of each statement that the server has prepared, by name. */
  readonly parsedStatements: Record<string, string>;
  parse(message: { readonly name: string; readonly text: string }): void;
  bind(message: { readonly statement: string; readonly values: (string | null)[] }): void;
  execute(message: { readonly rows?: number }): void;
  close(message: { readonly type: 'S'; readonly name: string }): void;
  sync(): void;
}

export type Statement = Pick<CompiledQuery, 'sql' | 'parameters'>;

/**
 * Several statements in one round trip. After the first one that fails, the server skips the others, up to the Sync message at the
 * end. So a statement that follows BEGIN is never executed outside of the transaction, and a COMMIT never follows a failure.
 * `pg`'s own `pipeline` sends a Sync after every statement, and the server would execute the next one.
 * `callback` gets the number of rows that each statement changed, or the error of the first one that failed.
 * @see https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-PIPELINING
 */
export class StatementBatch implements Submittable {
  /** Tracers show it. */
  readonly text: string;
  private readonly changedRows: number[] = [];
  private readonly newlyPrepared: Record<string, string> = {};

  /** `pg` replaces `callback` to measure the time until the reply, within `query_timeout` milliseconds. */
  constructor(
    private readonly statements: readonly Statement[],
    readonly query_timeout: number | undefined,
    public callback: (error: Error | null, changedRows?: readonly number[]) => void,
  ) {
    this.text = statements.map(({ sql }) => sql).join('; ');
  }

  submit = (connection: Connection): void => {
    const protocol = connection as unknown as ProtocolConnection;
    protocol.stream.cork();
    for (const statement of this.statements) this.send(statement, protocol);
    protocol.sync();
    protocol.stream.uncork();
  };

  private send({ sql, parameters }: Statement, protocol: ProtocolConnection): void {
    const name = preparedName(sql) ?? '';
    if (!name || protocol.parsedStatements[name] === undefined) {
      // After a failed batch it is not known which of its statements the server has prepared.
      if (name) protocol.close({ type: 'S', name });
      protocol.parse({ name, text: sql });
      if (name) this.newlyPrepared[name] = sql;
    }
    protocol.bind({ statement: name, values: parameters.map(textOf) });
    protocol.execute({});
  }

  handleCommandComplete({ text }: { readonly text: string }): void {
    // `INSERT 0 1`, `UPDATE 1` or `BEGIN`.
    this.changedRows.push(Number(text.split(' ').at(-1)) || 0);
  }

  handleError(error: Error): void {
    this.callback(error);
  }

  handleReadyForQuery({ parsedStatements }: ProtocolConnection): void {
    Object.assign(parsedStatements, this.newlyPrepared);
    this.callback(null, this.changedRows);
  }
}

/** A parameter in PostgreSQL's text format. */
const textOf = (value: unknown): string | null => {
  if (value === null || value === undefined) return null;
  return value instanceof Date ? value.toISOString() : String(value);
};
