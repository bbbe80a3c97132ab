import type { Pool } from 'pg';

/**
 * The baseline: the least that any relay does. One connection reads pages in the order of the index and deletes them by their
 * ids, with prepared statements. It publishes nothing, so it has no retries and no order to keep.
 */
export const readAndDelete = async (pool: Pool, pageSize: number): Promise<number> => {
  const client = await pool.connect();
  let count = 0;
  try {
    for (;;) {
      const { rows } = await client.query<{ event_id: string }>({
        name: `read-${pageSize}`,
        text: `SELECT event_id, product_id, product_version, type, data, occurred_at, headers, rejections
               FROM product_api.outbox ORDER BY product_id, product_version LIMIT ${pageSize}`,
      });
      if (rows.length === 0) return count;
      count += rows.length;
      await client.query({
        name: 'delete',
        text: 'DELETE FROM product_api.outbox WHERE event_id = ANY($1)',
        values: [rows.map(({ event_id }) => event_id)],
      });
    }
  } finally {
    client.release();
  }
};
