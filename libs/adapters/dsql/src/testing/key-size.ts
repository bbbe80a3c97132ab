import { sql, type Kysely } from 'kysely';
import type { Schema } from '../schema.js';

/** Maximum for all columns of a key together: https://docs.aws.amazon.com/aurora-dsql/latest/userguide/CHAP_quotas.html */
const MAX_KEY_BYTES = 1_024;

/** Makes PostgreSQL reject rows whose keys are too large for Aurora DSQL, for every index. */
export const limitKeySize = async (kysely: Kysely<Schema>): Promise<void> => {
  const { rows } = await sql<{ name: string; table: string; size: string }>`
    SELECT 'key_size_' || index.relname AS name, indrelid::regclass::text AS table,
      string_agg(format('coalesce(octet_length(%I::text), 0)', attname), ' + ') AS size
    FROM pg_index JOIN pg_class index ON index.oid = indexrelid JOIN pg_attribute ON attrelid = indexrelid
    WHERE indrelid IN (
      'product_api.products'::regclass, 'product_api.outbox'::regclass, 'product_api.repeatable_requests'::regclass
    )
    GROUP BY 1, 2`.execute(kysely);
  for (const { name, table, size } of rows) {
    await sql
      .raw(`ALTER TABLE ${table} ADD CONSTRAINT ${name} CHECK (${size} <= ${MAX_KEY_BYTES})`)
      .execute(kysely);
  }
};
