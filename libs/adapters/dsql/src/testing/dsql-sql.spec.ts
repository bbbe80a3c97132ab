import { grantToRoleArn, revokeFromRoleArn, SELECT_ROLE_ARNS } from '../migrations/iam-role-mappings.js';
import { BOOTSTRAP, STEPS } from '../migrations/steps.js';
import { sessionGuard, undocumented } from './dsql-sql.js';

const ARN = 'arn:aws:iam::123456789012:role/ProductService-GetProduct-dev';

describe('Aurora DSQL documents', () => {
  it.each([
    ...BOOTSTRAP,
    ...STEPS.map(({ sql }) => sql),
    SELECT_ROLE_ARNS,
    grantToRoleArn(ARN),
    revokeFromRoleArn(ARN),
    'begin',
    'BEGIN READ ONLY',
    'commit',
    'rollback',
    'ALTER TABLE a.b ADD COLUMN IF NOT EXISTS c timestamptz',
    'select "id", "price" from "a"."b" where "deleted_at" is null order by "name", "id" limit $1',
    'insert into "a"."b" ("id", "name") values ($1, $2), ($3, $4) on conflict ("id") do nothing',
  ])('%s', (sql) => {
    expect(undocumented(sql)).toEqual([]);
  });
});

describe('Aurora DSQL does not document', () => {
  it.each([
    'CREATE TABLE IF NOT EXISTS a.b (id serial PRIMARY KEY)',
    'CREATE TABLE IF NOT EXISTS a.b (id uuid, price money)',
    'CREATE TABLE IF NOT EXISTS a.b (id uuid, tags text[])',
    'CREATE TABLE IF NOT EXISTS a.b (id text COLLATE "C")',
    'CREATE TABLE IF NOT EXISTS a.b (id uuid REFERENCES c.d (id))',
    'CREATE TABLE IF NOT EXISTS a.b (id uuid, EXCLUDE USING gist (c WITH &&))',
    'CREATE TEMPORARY TABLE b (id uuid)',
    'CREATE TABLE a.b AS SELECT 1',
    'CREATE INDEX IF NOT EXISTS i ON a.b (c)',
    'CREATE INDEX ASYNC IF NOT EXISTS i ON a.b (c DESC)',
    'CREATE INDEX ASYNC IF NOT EXISTS i ON a.b (c, d, e, f, g, h, i, j, k)',
    'CREATE TRIGGER t BEFORE INSERT ON a.b EXECUTE FUNCTION f()',
    'CREATE SEQUENCE s',
    'CREATE EXTENSION pgcrypto',
    'TRUNCATE a.b',
    'SAVEPOINT s',
    'LOCK TABLE a.b',
    'VACUUM',
    'begin isolation level serializable',
    'begin isolation level repeatable read',
    'begin transaction isolation level repeatable read read only',
    'start transaction',
    'SET TRANSACTION ISOLATION LEVEL REPEATABLE READ',
    'set search_path to a',
    'SET LOCAL statement_timeout = 1',
    'set session characteristics as transaction read only',
    'rollback to s',
    'CREATE TABLE IF NOT EXISTS a.b (id uuid, data jsonb)',
    'ALTER TABLE a.b ADD COLUMN IF NOT EXISTS c jsonb',
    'ALTER TABLE a.b ADD COLUMN IF NOT EXISTS c integer DEFAULT 0',
    'ALTER TABLE a.b ADD COLUMN IF NOT EXISTS c integer NOT NULL',
    'CREATE INDEX i ON a.b (c)',
    'with recursive r as (select 1) select * from r',
    'select * from "a", lateral (select 1) as "l"',
    'select "data"::jsonb from "a"."b"',
    'select * from "a"."b" order by "name" limit $1 for update',
    'update "a"."b" set "c" = $1 returning "c"',
    'insert into "a"."b" ("c") values ($1) on conflict do update set "c" = $1',
    'begin; select 1',
    'with moved as (delete from "outbox" returning *) select * from moved',
    'select * from "products" where "name" = $1 for update',
    'select * from "products" where "id" = $1 for update skip locked',
    `select nextval('s')`,
    'select * from "products" order by "name" collate "C"',
    'insert into "products" ("id") values ($1) returning "id"',
    'alter system set work_mem = 1',
  ])('%s', (sql) => {
    expect(undocumented(sql)).not.toEqual([]);
  });
});

describe('a transaction on Aurora DSQL', () => {
  const CREATE = 'CREATE SCHEMA IF NOT EXISTS a';
  const SELECT = 'select * from "a"."b"';
  const violations = (...statements: string[]): string[] => statements.flatMap(sessionGuard());

  it.each([
    [['begin', SELECT, SELECT, 'commit', 'begin', CREATE, 'commit']],
    [[CREATE, SELECT, CREATE]],
    [['begin', CREATE, 'rollback', SELECT]],
  ])('may be %j', (statements) => expect(violations(...statements)).toEqual([]));

  it.each([[['begin', CREATE, CREATE]], [['begin', SELECT, CREATE]], [['begin', CREATE, SELECT, 'commit']]])(
    'may not be %j',
    (statements) => expect(violations(...statements)).not.toEqual([]),
  );
});
