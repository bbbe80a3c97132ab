import type { Pool } from 'pg';

/** Waiting events, by product: `products` have `entriesEach`, and one more product has `hot`. */
export interface Backlog {
  readonly name: string;
  readonly products: number;
  readonly entriesEach: number;
  readonly hot?: number;
}

export const SPREAD: Backlog = { name: '10,000 products, 1 event each', products: 10_000, entriesEach: 1 };
export const EVEN: Backlog = { name: '100 products, 100 events each', products: 100, entriesEach: 100 };
export const FEW: Backlog = { name: '40 products, 50 events each', products: 40, entriesEach: 50 };
export const SKEWED: Backlog = {
  name: '5,000 products, 1 event each, and one with 5,000',
  products: 5_000,
  entriesEach: 1,
  hot: 5_000,
};

export const sizeOf = ({ products, entriesEach, hot = 0 }: Backlog): number => products * entriesEach + hot;

/**
 * Replaces the outbox by a backlog, and brings the statistics of the planner up to date. A product's first event is a creation,
 * the last one of every tenth product a deletion, the others are updates. Of single events, every third is a creation.
 */
export const fill = async (pool: Pool, { products, entriesEach, hot = 0 }: Backlog): Promise<void> => {
  await pool.query('TRUNCATE product_api.outbox');
  await insert(pool, 'PRODUCT', products, entriesEach);
  await insert(pool, 'HOT', hot > 0 ? 1 : 0, hot);
  await pool.query('VACUUM ANALYZE product_api.outbox');
};

const insert = (pool: Pool, prefix: string, products: number, entriesEach: number) =>
  pool.query(
    `INSERT INTO product_api.outbox (event_id, product_id, product_version, type, data, occurred_at, headers)
     SELECT gen_random_uuid(), id, version, 'product.' || type, data, now(),
       json_build_object('traceparent', '00-' || md5(id) || '-' || left(md5(version::text), 16) || '-01',
         'dd-pathway-ctx-base64', 'tv8Q3Vc5q4eM8ZLP+WXM8ZLP+WU=')
     FROM (
       SELECT $1 || lpad(product::text, 6, '0') AS id, version,
         CASE WHEN version = $3 AND product % 10 = 0 THEN 'productDeleted'
              WHEN version = 1 AND ($3 > 1 OR product % 3 = 1) THEN 'productCreated'
              ELSE 'productUpdated' END AS type
       FROM generate_series(1, $2::int) AS product, generate_series(1, $3::int) AS version
       ORDER BY version, product
     ) AS entries, LATERAL (
       SELECT CASE type
         WHEN 'productDeleted' THEN json_build_object('productId', id)
         WHEN 'productCreated' THEN json_build_object('productId', id, 'name', 'Flat White', 'price', 3.45)
         ELSE json_build_object('productId', id,
           'previous', json_build_object('name', 'Flat White', 'price', 3.45),
           'new', json_build_object('name', 'Flat White', 'price', 3.6)) END AS data
     ) AS content`,
    [prefix, products, entriesEach],
  );
