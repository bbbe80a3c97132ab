import { undocumentedColumns, undocumentedType } from './dsql-columns.js';

/*
 * The statement forms that we use and that are known to work on Aurora DSQL, each with its source. Any other form counts as a
 * violation, even if PostgreSQL accepts it: look it up before you add it. Pages are those of
 * https://docs.aws.amazon.com/aurora-dsql/latest/userguide/, whose list "is not exhaustive": forms that it leaves out come
 * from AWS's adapters, https://github.com/awslabs/aurora-dsql-orms and https://github.com/awslabs/aurora-dsql-connectors.
 */

/** An identifier of ours or of the system catalogue, but no keyword that could begin another clause. */
const WORD = '(?!(?:for|collate|using|returning|with|set|union|join|lateral)\\b)[a-z_]+';
const NAME = `(?:"[a-z_]+"|${WORD})(?:\\.(?:"[a-z_]+"|${WORD}))?`;
const VALUE = "(?:\\$\\d+|\\d+|'[^']*'|null|now\\(\\)|interval '[^']*')";
const OPERAND = `(?:${VALUE}|(?:min|max|count)\\(${NAME}\\)|${NAME})`;
const SUM = `${OPERAND}(?: [+*-] ${OPERAND})*`;
const EXPRESSION = `(?:extract\\(epoch from ${SUM}\\)|${SUM})`;
const list = (item: string): string => `${item}(?:, ${item})*`;
const COMPARISON = `${EXPRESSION} (?:=|<>|<|>|<=|>=) ${EXPRESSION}`;
// Row comparison is PostgreSQL's: Aurora DSQL's documentation has no list of operators.
const ROW_COMPARISON = `\\(${list(NAME)}\\) > \\(${list(VALUE)}\\)`;
const CONDITION = `(?:${COMPARISON}|${ROW_COMPARISON}|${NAME} is (?:not )?null|${NAME} in \\(${list(VALUE)}\\)|${NAME})`;
const WHERE = `(?: where ${CONDITION}(?: and ${CONDITION})*)?`;
const COLUMN = `(?:\\*|(?:${COMPARISON}|${EXPRESSION})(?: as ${NAME})?)`;
const ROW = `\\(${list(VALUE)}\\)`;
const ARN = "'arn:aws[a-z-]*:iam::\\d{12}:role/[^']+'";

interface Form {
  readonly kind: 'transaction' | 'dml' | 'ddl';
  readonly pattern: RegExp;
  /** Further checks of the whole text; returns violations. */
  readonly undocumented?: (text: string) => string[];
}

const form = (kind: Form['kind'], pattern: string, undocumented?: Form['undocumented']): Form => ({
  kind,
  pattern: new RegExp(`^${pattern}$`, 'i'),
  ...(undocumented && { undocumented }),
});

const FORMS: readonly Form[] = [
  // working-with-postgresql-compatibility-supported-sql-features.html: no isolation level. AWS's Entity Framework
  // adapter sends BEGIN without one (aurora-dsql-orms: dotnet/ef-core/src/…/DsqlConnectionWrapper.cs).
  form('transaction', 'begin(?: (?:work|transaction))?(?: (?:read only|read write))?'),
  form('transaction', 'commit'),
  // aurora-dsql-orms: python/django/aurora_dsql_django/tests/integration/test_dsql.py
  form('transaction', 'rollback'),

  // working-with-postgresql-compatibility-supported-sql-features.html; readable system tables:
  // working-with-systems-tables.html. Comma joins are part of PostgreSQL's FROM.
  form(
    'dml',
    `select ${list(COLUMN)} from ${list(NAME)}${WHERE}(?: order by ${list(NAME)})?(?: limit ${VALUE})?`,
  ),
  // aurora-dsql-orms: java/hibernate/dialect/src/test/…/BasicConnectionTest.java
  form('dml', 'select 1'),
  // ON CONFLICT: aurora-dsql-connectors: java/jdbc/integration-tests/…/OCCRetryIntegrationTest.java
  form(
    'dml',
    `insert into ${NAME} \\(${list(NAME)}\\) values ${list(ROW)}(?: on conflict(?: \\(${list(NAME)}\\))? do nothing)?`,
  ),
  form('dml', `update ${NAME} set ${list(`${NAME} = ${EXPRESSION}`)}${WHERE}`),
  form('dml', `delete from ${NAME}${WHERE}`),

  // working-with-postgresql-compatibility-supported-sql-features.html
  form('ddl', `create schema if not exists ${NAME}`),
  form('ddl', `create role ${NAME} with login`),
  form('ddl', `grant usage on schema ${NAME} to ${NAME}`),
  form('ddl', `grant ${list('(?:select|insert|update|delete)')} on table ${NAME} to ${NAME}`),
  // create-table-syntax-support.html
  form('ddl', `create table if not exists ${NAME} \\(.*\\)`, undocumentedColumns),
  // alter-table-syntax-support.html: a new column has a type, and neither DEFAULT nor NOT NULL
  form('ddl', `alter table (?:if exists )?${NAME} add column if not exists ${NAME} .+`, undocumentedType),
  // create-index-syntax-support.html, since 2026 with WHERE; up to 8 columns, without ASC and DESC
  form(
    'ddl',
    `create (?:unique )?index async if not exists ${NAME} on ${NAME} \\(${WORD}(?:, ${WORD}){0,7}\\)` +
      `(?: where ${NAME} is null)?`,
  ),
  // using-database-and-iam-roles.html
  form('ddl', `aws iam grant ${NAME} to ${ARN}`),
  form('ddl', `aws iam revoke ${NAME} from ${ARN}`),
];

const normalized = (sql: string): string =>
  sql
    .replace(/\s+/g, ' ')
    .replace(/\( | (?=\))/g, (space) => space.trim())
    .trim();

const formOf = (text: string): Form | undefined => FORMS.find(({ pattern }) => pattern.test(text));

/** Returns what Aurora DSQL does not document in one statement. */
export const undocumented = (sql: string): string[] => {
  const text = normalized(sql);
  if (text.includes(';')) return ['several statements in one'];
  const found = formOf(text);
  return found ? (found.undocumented?.(text) ?? []) : [`statement: ${text}`];
};

/**
 * Checks the statements of one connection, in order: returns what Aurora DSQL does not document in each. A transaction may
 * have one DDL statement or any number of others: working-with-ddl.html.
 */
export const sessionGuard = () => {
  let kinds: Form['kind'][] | undefined;
  return (sql: string): string[] => {
    const text = normalized(sql);
    const kind = formOf(text)?.kind;
    if (kind === 'transaction') kinds = /^begin/i.test(text) ? [] : undefined;
    else if (kind) kinds?.push(kind);
    const isMixed = kinds !== undefined && kinds.length > 1 && kinds.includes('ddl');
    return [...undocumented(sql), ...(isMixed ? [`DDL with another statement: ${text}`] : [])];
  };
};
