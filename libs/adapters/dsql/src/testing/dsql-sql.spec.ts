import { grantToRoleArn, revokeFromRoleArn, SELECT_ROLE_ARNS } from '../migrations/dsql-only.js';
import { BOOTSTRAP, STEPS } from '../migrations/steps.js';
import { undocumented } from './dsql-sql.js';

const ARN = 'arn:aws:iam::123456789012:role/ProductService-GetProduct-dev';

describe('Aurora DSQL documents', () => {
  it.each([
    ...BOOTSTRAP,
    ...STEPS.map(({ sql }) => sql),
    SELECT_ROLE_ARNS,
    grantToRoleArn(ARN),
    revokeFromRoleArn(ARN),
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
