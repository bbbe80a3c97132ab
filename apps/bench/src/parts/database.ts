import { migrate, openDatabase } from '@product-service/dsql';
import { startPostgres } from '@product-service/embedded-postgres';
import { Pool } from 'pg';
import type { Bench } from '../core/benchmark.js';

export interface BenchDatabase {
  /** `postgres://` URL. */
  readonly url: string;
  /** For the benchmark's own statements, with the isolation level that the service uses. */
  readonly pool: Pool;
}

/** Starts a PostgreSQL with the tables of the service. */
export const startDatabase = async ({ progress, onEnd }: Omit<Bench, 'rounds'>): Promise<BenchDatabase> => {
  progress('starting PostgreSQL');
  const server = await startPostgres();
  onEnd(() => server.stop());
  const database = openDatabase('admin', { DATABASE_URL: server.url });
  await migrate({ database });
  await database.close();
  const pool = new Pool({
    connectionString: server.url,
    options: String.raw`-c default_transaction_isolation=repeatable\ read`,
    // Another connection to this database would prevent its use as a template.
    idleTimeoutMillis: 1_000,
  });
  // The server may end before its connections do.
  pool.on('error', () => undefined);
  onEnd(() => pool.end());
  return { url: server.url, pool };
};
