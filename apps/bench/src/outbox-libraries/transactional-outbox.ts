import type { ProductEvent } from '@product-service/product';
import { DatabaseSetup, getDisabledLogger, initializePollingMessageListener } from 'pg-transactional-outbox';
import type { BenchDatabase } from '../parts/database.js';
import { CONNECTIONS, type Contestant } from './contestant.js';

const TABLE = {
  outboxOrInbox: 'outbox',
  database: 'postgres',
  schema: 'transactional_outbox',
  table: 'outbox',
  listenerRole: 'postgres',
  nextMessagesName: 'next_outbox_messages',
} as const;
const BATCH = 20;

/** https://www.npmjs.com/package/pg-transactional-outbox, its polling listener. A segment is a product. */
export const transactionalOutbox = ({ url, pool }: BenchDatabase): Contestant => ({
  name: 'pg-transactional-outbox',
  settings: `batches of ${BATCH}, polling every 10 ms, ${CONNECTIONS} connections, a segment for each product`,
  async fill(events) {
    await pool.query(DatabaseSetup.dropAndCreateTable(TABLE));
    await pool.query(DatabaseSetup.createPollingFunction(TABLE));
    await pool.query(DatabaseSetup.setupPollingIndexes(TABLE));
    await pool.query(
      `INSERT INTO transactional_outbox.outbox
         (id, aggregate_type, aggregate_id, message_type, segment, payload, created_at)
       SELECT (event->>'id')::uuid, 'product', event->>'subject', event->>'type', event->>'subject', event::jsonb,
         (event->>'time')::timestamptz
       FROM json_array_elements($1) AS event`,
      [JSON.stringify(events)],
    );
    await pool.query('VACUUM ANALYZE transactional_outbox.outbox');
  },
  async start(publisher) {
    const [stop] = initializePollingMessageListener(
      {
        outboxOrInbox: 'outbox',
        dbListenerConfig: { connectionString: url, max: CONNECTIONS } as { connectionString: string },
        settings: {
          dbSchema: TABLE.schema,
          dbTable: TABLE.table,
          nextMessagesFunctionSchema: TABLE.schema,
          nextMessagesFunctionName: TABLE.nextMessagesName,
          nextMessagesBatchSize: BATCH,
          nextMessagesPollingIntervalInMs: 10,
          enableMaxAttemptsProtection: true,
          enablePoisonousMessageProtection: true,
        },
      },
      { handle: ({ payload }) => publisher.publish(payload as ProductEvent) },
      getDisabledLogger(),
    );
    return stop;
  },
});
