import type { BenchDatabase } from '../parts/database.js';
import { nameOf } from './operations.js';

/** Products that reads and lists return. */
export const keptIds = (count: number): string[] => idsOf('A', count);

export const fillCatalogue = ({ pool }: BenchDatabase, count: number): Promise<void> =>
  insertProducts(pool, keptIds(count));

/** Ids for creations: no product has them, and the outbox is empty. */
export const freeIds = async ({ pool }: BenchDatabase, count: number): Promise<string[]> => {
  await pool.query('TRUNCATE product_api.outbox');
  await pool.query(`DELETE FROM product_api.products WHERE id LIKE 'W%'`);
  return idsOf('W', count);
};

/** Ids of new products, for changes. */
export const newProducts = async (database: BenchDatabase, count: number): Promise<string[]> => {
  const ids = await freeIds(database, count);
  await insertProducts(database.pool, ids);
  return ids;
};

const idsOf = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}${String(index).padStart(5, '0')}`);

const insertProducts = async (pool: BenchDatabase['pool'], ids: readonly string[]): Promise<void> => {
  await pool.query(
    `INSERT INTO product_api.products (id, name, price, stock_level, price_brackets, version, updated_at, last_change_id)
     SELECT id, name, 1, 0, '[]', 1, now(), gen_random_uuid() FROM unnest($1::text[], $2::text[]) AS product (id, name)`,
    [ids, ids.map(nameOf)],
  );
};
