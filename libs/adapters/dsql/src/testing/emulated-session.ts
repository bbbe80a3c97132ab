import type { Socket } from 'node:net';
import { sessionGuard } from './dsql-sql.js';
import { message, messageReader } from './postgres-protocol.js';

/** Returns the SQLSTATE and text that a statement fails with, or `undefined`. */
export type Fault = (sql: string) => { readonly code: string; readonly text: string } | undefined;

/** Fails the next `times` statements that begin with `start`. */
export const failing = (start: string, failure: ReturnType<Fault>, times = 1): Fault => {
  let left = times;
  return (text) => (text.toLowerCase().startsWith(start) && left-- > 0 ? failure : undefined);
};

/** Optimistic conflicts as Aurora DSQL reports them: working-with-concurrency-control.html. */
export const OC000 = {
  code: '40001',
  text: 'change conflicts with another transaction, please retry: (OC000)',
} as const;
export const OC001 = {
  code: '40001',
  text: 'schema has been updated by another transaction, please retry: (OC001)',
} as const;

export interface SessionOptions {
  /** Called for every statement. */
  readonly fault: Fault;
  /** Called for every undocumented statement, which is also rejected. */
  readonly violated: (violation: string) => void;
  /** When aborted, the connection ends: at once, or after its transaction. */
  readonly lifetime: AbortSignal;
}

/**
 * Emulates how Aurora DSQL handles the statements of one connection, in front of a PostgreSQL. Both sides are logged in.
 * The client's messages are read one by one; those of the server are passed on unchanged.
 */
export const serveSession = async (
  client: Socket,
  upstream: Socket,
  { fault, violated, lifetime }: SessionOptions,
): Promise<void> => {
  const guard = sessionGuard();
  let isInTransaction = false;
  lifetime.addEventListener('abort', () => {
    if (!isInTransaction) client.destroy();
  });

  /** The SQL to send to PostgreSQL instead of a statement; `undefined` to send the statement itself. */
  const replacementOf = (sql: string): string | undefined => {
    const violations = guard(sql);
    violations.forEach(violated);
    if (violations.length > 0) return raise('0A000', violations.join(', '));
    const isCommit = /^\s*commit\b/i.test(sql);
    const failure = fault(sql);
    // A failed COMMIT ends the transaction.
    if (failure) return `${isCommit ? 'ROLLBACK; ' : ''}${raise(failure.code, failure.text)}`;
    return asPostgres(sql);
  };

  const track = (sql: string): void => {
    if (/^\s*begin\b/i.test(sql)) isInTransaction = true;
    if (/^\s*(commit|rollback)\b/i.test(sql)) isInTransaction = false;
  };

  upstream.on('data', (data) => {
    client.write(data);
    if (lifetime.aborted && !isInTransaction) client.end();
  });
  const reader = messageReader(client);
  const prepared = new Map<string, string>();
  for (;;) {
    const { type, body } = await reader.typed();
    const texts = body.toString('utf8').split('\0');
    if (type === 'P') prepared.set(texts[0] ?? '', texts[1] ?? '');
    // A Query message has the SQL, a Bind message the names of a portal and of a prepared statement.
    const sql = type === 'Q' ? texts[0] : type === 'B' ? prepared.get(texts[1] ?? '') : undefined;
    if (sql !== undefined) track(sql);
    const replacement = sql === undefined ? undefined : replacementOf(sql);
    if (replacement === undefined) {
      upstream.write(message(type, body));
      continue;
    }
    // Skip the rest of an extended query, up to its Sync: the reply to a failing simple query is the same.
    if (type === 'B') while ((await reader.typed()).type !== 'S');
    upstream.write(message('Q', `${replacement}\0`));
  }
};

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

const raise = (code: string, text: string): string =>
  `DO $do$ BEGIN RAISE EXCEPTION USING ERRCODE = ${quoted(code)}, MESSAGE = ${quoted(text)}; END $do$`;

/** The table in which Aurora DSQL records `AWS IAM GRANT`. */
export const IAM_MAPPINGS = `
  CREATE SCHEMA IF NOT EXISTS sys;
  CREATE TABLE IF NOT EXISTS sys.iam_pg_role_mappings (arn text, pg_role_name text, PRIMARY KEY (arn, pg_role_name))`;

/** Translates statements that only Aurora DSQL understands into PostgreSQL's SQL. */
const asPostgres = (sql: string): string | undefined => {
  const [, verb, role = '', arn = ''] =
    /^AWS IAM (GRANT|REVOKE) ([a-z_]+) (?:TO|FROM) ('[^']+')$/.exec(sql.trim()) ?? [];
  if (verb === 'GRANT') return `INSERT INTO sys.iam_pg_role_mappings VALUES (${arn}, ${quoted(role)})`;
  if (verb === 'REVOKE') {
    return `DELETE FROM sys.iam_pg_role_mappings WHERE arn = ${arn} AND pg_role_name = ${quoted(role)}`;
  }
  return sql.includes('INDEX ASYNC') ? sql.replace('INDEX ASYNC', 'INDEX') : undefined;
};
