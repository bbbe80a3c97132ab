import type { ProductEvent } from '@product-service/product';
import type { Pool } from 'pg';

/** Replaces the rows of the service's outbox. */
export const fillOutbox = async (pool: Pool, events: readonly ProductEvent[]): Promise<void> => {
  await pool.query('TRUNCATE product_api.outbox');
  await pool.query(
    `INSERT INTO product_api.outbox (event_id, product_id, product_version, type, data, occurred_at, headers)
     SELECT (event->>'id')::uuid, event->>'subject', (event->>'sequence')::int, event->>'type', event->'data',
       (event->>'time')::timestamptz, event->'headers'
     FROM json_array_elements($1) AS event`,
    [JSON.stringify(events)],
  );
  await pool.query('VACUUM ANALYZE product_api.outbox');
};
