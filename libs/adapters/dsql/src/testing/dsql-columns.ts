/*
 * The column definitions of Aurora DSQL's documentation that we use. Pages are those of
 * https://docs.aws.amazon.com/aurora-dsql/latest/userguide/
 */

/** working-with-postgresql-compatibility-supported-data-types.html. Without jsonb, which was added as a column type only recently. */
const TYPES =
  /^(smallint|integer|bigint|real|double precision|numeric ?\(\d+, ?\d+\)|text|varchar ?\(\d+\)|boolean|uuid|json|bytea|date|timestamptz|timestamp)$/i;

/** create-table-syntax-support.html */
const CONSTRAINTS = /(^| )(PRIMARY KEY|NOT NULL|NULL|UNIQUE|DEFAULT (\d+|'[^']*'|now\(\)))/gi;

/** The undocumented column definitions of a CREATE TABLE. */
export const undocumentedColumns = (createTable: string): string[] =>
  createTable
    .slice(createTable.indexOf('(') + 1, -1)
    .split(/,(?![^(]*\))/)
    .map((column) => /^([a-z_]+) (.*)$/.exec(column.trim()))
    .flatMap((column) => {
      const [whole = 'a constraint of the table', , rest = ''] = column ?? [];
      return column && TYPES.test(rest.replace(CONSTRAINTS, '').trim()) ? [] : [`column: ${whole}`];
    });

/** The undocumented type of a column that an ALTER TABLE adds. */
export const undocumentedType = (addColumn: string): string[] => {
  const type = /add column if not exists [a-z_]+ (.+)$/i.exec(addColumn)?.[1] ?? '';
  return TYPES.test(type) ? [] : [`new column: ${type}`];
};
