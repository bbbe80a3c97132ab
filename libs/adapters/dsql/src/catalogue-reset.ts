import type { CatalogueReset } from '@product-service/product';
import { countUpTo } from './bounded-count.js';
import type { Database } from './database.js';
import { withRetry } from './retry.js';

/** Aurora DSQL changes at most 3,000 rows in a transaction. */
const MAX_ROWS = 1_000;

/** The primary key of each table that a reset empties. */
const TABLES = {
  products: ['products', 'id'],
  events: ['outbox', 'event_id'],
  requests: ['repeatable_requests', 'key'],
} as const;

/**
 * Empties the catalogue in Aurora DSQL or PostgreSQL: two statements for each kind of rows. Calls reject with a ConnectionError if
 * the database cannot be reached.
 */
export const dsqlCatalogueReset = ({
  database: { kysely },
}: {
  readonly database: Database;
}): CatalogueReset => {
  const { dynamic } = kysely;
  const keysOf = ([table, key]: (typeof TABLES)[keyof typeof TABLES]) =>
    kysely.selectFrom(table).select(dynamic.ref<string>(key));
  const deleteFrom = (kind: keyof typeof TABLES): Promise<number> =>
    withRetry(async () => {
      const [table, key] = TABLES[kind];
      const rows = await keysOf(TABLES[kind]).limit(MAX_ROWS).execute();
      const keys = rows.flatMap((row) => Object.values(row));
      if (keys.length === 0) return 0;
      const { numDeletedRows } = await kysely
        .deleteFrom(table)
        .where(dynamic.ref(key), 'in', keys)
        .executeTakeFirstOrThrow();
      return Number(numDeletedRows);
    });

  return {
    async count() {
      const [products, events, requests] = await Promise.all([
        countUpTo(keysOf(TABLES.products)),
        countUpTo(keysOf(TABLES.events)),
        countUpTo(keysOf(TABLES.requests)),
      ]);
      return { products, events, requests };
    },

    // Events first: the relay publishes none of a product that no longer exists.
    async deleteSome() {
      const events = await deleteFrom('events');
      const products = await deleteFrom('products');
      return { products, events, requests: await deleteFrom('requests') };
    },
  };
};
