import { setTimeout as sleep } from 'node:timers/promises';
import { instantOf } from '@product-service/events';
import type { ProductEvent } from '@product-service/product';
import type { BenchDatabase } from '../parts/database.js';
import type { Contestant } from './contestant.js';
import { fillOutbox } from './fill-outbox.js';

const PAGE = 100;

interface Row {
  readonly event_id: string;
  readonly product_id: string;
  readonly product_version: number;
  readonly occurred_at: Date;
  readonly type: string;
  readonly data: object;
  readonly headers: object;
}

const eventOf = (row: Row): ProductEvent =>
  ({
    id: row.event_id,
    type: row.type,
    time: instantOf(row.occurred_at),
    subject: row.product_id,
    sequence: String(row.product_version),
    data: row.data,
    headers: row.headers,
  }) as ProductEvent;

/**
 * What most teams write first: locks the oldest rows, publishes them one by one or together, and deletes those that were
 * published.
 */
export const pollingRelay = ({ pool }: BenchDatabase, isTogether: boolean): Contestant => ({
  name: `polling with SKIP LOCKED, ${isTogether ? 'a page together' : 'one by one'}`,
  settings: `pages of ${PAGE}`,
  fill: (events) => fillOutbox(pool, events),
  async start(publisher) {
    let isStopped = false;
    const publishPage = async (): Promise<void> => {
      const client = await pool.connect();
      try {
        await client.query('BEGIN');
        const { rows } = await client.query<Row>(
          `SELECT event_id, product_id, product_version, type, data, occurred_at, headers FROM product_api.outbox
           ORDER BY occurred_at, product_version LIMIT ${PAGE} FOR UPDATE SKIP LOCKED`,
        );
        const published: string[] = [];
        const publish = async (row: Row) => {
          await publisher.publish(eventOf(row));
          published.push(row.event_id);
        };
        if (isTogether) await Promise.allSettled(rows.map(publish));
        else for (const row of rows) if (!isStopped) await publish(row).catch(() => undefined);
        await client.query('DELETE FROM product_api.outbox WHERE event_id = ANY($1)', [published]);
        await client.query('COMMIT');
        if (published.length === 0) await sleep(200);
      } finally {
        client.release();
      }
    };
    const pages = (async () => {
      while (!isStopped) await publishPage();
    })();
    return async () => {
      isStopped = true;
      await pages;
    };
  },
});
