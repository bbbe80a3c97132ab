/*
 * What Aurora DSQL documents of SQL, as far as we use it. What is not here counts as a violation, even if PostgreSQL
 * takes it: look it up before you add it. The pages named below are those of
 * https://docs.aws.amazon.com/aurora-dsql/latest/userguide/
 */

/** working-with-postgresql-compatibility-supported-data-types.html */
const COLUMN_TYPES =
  /^(smallint|integer|bigint|real|double precision|numeric ?\(\d+, ?\d+\)|text|varchar ?\(\d+\)|boolean|uuid|json|jsonb|bytea|date|timestamptz|timestamp)$/;

/** create-table-syntax-support.html */
const COLUMN_CONSTRAINTS = /(^| )(PRIMARY KEY|NOT NULL|NULL|UNIQUE|DEFAULT (\d+|'[^']*'|now\(\)))/g;

const NAME = '[a-z_]+(\\.[a-z_]+)?';
const ARN = "'arn:aws[a-z-]*:iam::\\d{12}:role/[^']+'";

/** Statements that define something, whole: CREATE TABLE is looked into further. */
const DEFINITIONS = [
  // working-with-postgresql-compatibility-supported-sql-features.html
  `CREATE SCHEMA IF NOT EXISTS ${NAME}`,
  `CREATE TABLE IF NOT EXISTS ${NAME} \\(.*\\)`,
  `CREATE ROLE ${NAME} WITH LOGIN`,
  `GRANT USAGE ON SCHEMA ${NAME} TO ${NAME}`,
  `GRANT (SELECT|INSERT|UPDATE|DELETE)(, (SELECT|INSERT|UPDATE|DELETE))* ON TABLE ${NAME} TO ${NAME}`,
  // working-with-create-index-async.html: up to 8 columns, without ASC and DESC
  `CREATE (UNIQUE )?INDEX ASYNC IF NOT EXISTS ${NAME} ON ${NAME} \\([a-z_]+(, [a-z_]+){0,7}\\)`,
  // using-database-and-iam-roles.html
  `AWS IAM GRANT ${NAME} TO ${ARN}`,
  `AWS IAM REVOKE ${NAME} FROM ${ARN}`,
].map((pattern) => new RegExp(`^${pattern}$`));

/**
 * Words of queries, changes and transactions. Names of ours are in quotes, save in a few texts of our own (the last
 * lines). Left out on purpose: `with` (data-modifying CTEs are not documented), `for` (FOR UPDATE needs the
 * whole primary key), `truncate`, `savepoint`, `lock`, `returning`, `collate`, `nextval`, `temp`.
 * working-with-postgresql-compatibility-supported-sql-features.html
 */
const WORDS = new Set(
  `select insert update delete begin isolation level repeatable read commit rollback
   from where and not exists is null in into values on conflict do nothing set order by limit as
   now interval extract epoch min count
   occurred_at parked_at rejections
   rolname pg_roles relname pg_index pg_class pg_namespace oid indexrelid relnamespace nspname indisvalid
   arn sys iam_pg_role_mappings pg_role_name`.split(/\s+/),
);
const FIRST_WORDS = /^(select|insert into|update|delete from|begin|commit|rollback)\b/;

/** What Aurora DSQL does not document of a statement. */
export const undocumented = (sql: string): string[] => {
  const text = sql.replace(/\s+/g, ' ').trim();
  if (text.includes(';')) return ['several statements in one'];
  if (DEFINITIONS.some((pattern) => pattern.test(text))) {
    return text.startsWith('CREATE TABLE') ? undocumentedColumns(text) : [];
  }
  const words = text.toLowerCase().replace(/"[^"]*"|'[^']*'|\$\d+/g, ' ');
  if (!FIRST_WORDS.test(words)) return [`statement: ${text}`];
  return (words.match(/[a-z_]+/g) ?? []).filter((word) => !WORDS.has(word)).map((word) => `word: ${word}`);
};

const undocumentedColumns = (createTable: string): string[] =>
  createTable
    .slice(createTable.indexOf('(') + 1, -1)
    .split(/,(?![^(]*\))/)
    .map((column) => /^([a-z_]+) (.*)$/.exec(column.trim()))
    .flatMap((column) => {
      const [whole = 'a constraint of the table', , rest = ''] = column ?? [];
      const type = rest.replace(COLUMN_CONSTRAINTS, '').trim();
      return column && COLUMN_TYPES.test(type) ? [] : [`column: ${whole}`];
    });
