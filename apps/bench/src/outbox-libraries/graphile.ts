import type { ProductEvent } from '@product-service/product';
import { Logger, run, runMigrations } from 'graphile-worker';
import type { BenchDatabase } from '../parts/database.js';
import { CONCURRENCY, CONNECTIONS, type Contestant } from './contestant.js';

const logger = new Logger(() => () => undefined);

/** https://www.npmjs.com/package/graphile-worker, a job for each event. A queue runs its jobs one after the other. */
export const graphile = ({ url, pool }: BenchDatabase, isQueued: boolean): Contestant => ({
  name: `graphile-worker, ${isQueued ? 'a queue for each product' : 'without queues'}`,
  settings:
    `${CONCURRENCY} jobs at a time, ${CONNECTIONS} connections` +
    (isQueued ? ', local queue of 200' : ', local queue of 200, completions in batches'),
  async fill(events) {
    await runMigrations({ connectionString: url, logger });
    await pool.query('TRUNCATE graphile_worker._private_jobs, graphile_worker._private_job_queues CASCADE');
    await pool.query(
      `SELECT graphile_worker.add_job('publish', event, queue_name => ${isQueued ? `event->>'subject'` : 'NULL'})
       FROM json_array_elements($1) AS event`,
      [JSON.stringify(events)],
    );
    await pool.query('ANALYZE');
  },
  async start(publisher) {
    const runner = await run({
      connectionString: url,
      maxPoolSize: CONNECTIONS,
      concurrency: CONCURRENCY,
      pollInterval: 100,
      noHandleSignals: true,
      logger,
      taskList: { publish: async (payload) => publisher.publish(payload as ProductEvent) },
      preset: {
        worker: { localQueue: { size: CONCURRENCY }, completeJobBatchDelay: 0, failJobBatchDelay: 0 },
      },
    });
    return () => runner.stop();
  },
});
