import { LogFormatter, Logger } from '@aws-lambda-powertools/logger';
import { AuroraDSQLPool } from '@aws/aurora-dsql-node-postgres-connector';
import tracer from 'dd-trace';
import { Kysely, PostgresDialect } from 'kysely';
import { Pool } from 'pg';
import { v5 } from 'uuid';
import * as z from 'zod/mini';

tracer.init({ startupLogs: false });

/** The libraries of get-product, each used once. Functions that write have more. */
export const readLibraries = [
  new Logger(),
  LogFormatter,
  new Kysely({ dialect: new PostgresDialect({ pool: new Pool() }) }),
  AuroraDSQLPool,
  z.object({ id: z.string().check(z.trim(), z.maxLength(1)), price: z.optional(z.number()) }),
  v5,
];
