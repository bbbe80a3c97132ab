import { openDatabase, type Database } from '@product-service/dsql';
import type { Bench } from '../core/benchmark.js';
import type { BenchDatabase } from '../parts/database.js';

export interface CountedDatabase {
  readonly database: Database;
  /** The statements since the last call. */
  countStatements(): number;
}

/** The database as the functions open it, and a count of its statements. */
export const openCounted = ({ url }: BenchDatabase, { onEnd }: Bench): CountedDatabase => {
  const database = openDatabase('admin', { DATABASE_URL: url });
  onEnd(() => database.close());
  let statements = 0;
  const kysely = database.kysely.withPlugin({
    transformQuery: ({ node }) => node,
    // Also called for statements that were compiled before.
    transformResult: async ({ result }) => {
      statements += 1;
      return result;
    },
  });
  return {
    database: { ...database, kysely },
    countStatements() {
      const count = statements;
      statements = 0;
      return count;
    },
  };
};
