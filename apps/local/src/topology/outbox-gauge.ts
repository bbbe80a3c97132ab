import { dsqlOutboxAdministration, openDatabase } from '@product-service/dsql';
import type { Gauge } from '@product-service/console/protocol';
import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseError } from 'pg';

/** Reads how many events are in the outbox. */
export interface OutboxGauge {
  /** Undefined: the database has no outbox. Resolves within a second, also while the database does not answer. Never rejects. */
  read(): Promise<Gauge | undefined>;
  close(): Promise<void>;
}

const LIMIT_MS = 1_000;
/** SQLSTATE. Another template may have a database without an outbox, and ours has none before its migration. */
const UNDEFINED_TABLE = '42P01';

/** Connects at the first reading. There is one reading at a time: while a slow one lasts, no other one begins. */
export const outboxGauge = (databaseUrl: string): OutboxGauge => {
  const database = openDatabase('application', { DATABASE_URL: databaseUrl });
  const administration = dsqlOutboxAdministration({ database });
  let pending: Promise<Gauge | undefined> | undefined;

  const query = async (): Promise<Gauge | undefined> => {
    try {
      const { waiting, parked } = await administration.overview();
      return { place: 'database', waiting: waiting.count, parked: parked.count };
    } catch (error) {
      if (error instanceof DatabaseError && error.code === UNDEFINED_TABLE) return undefined;
      return withProblem(error instanceof Error ? error.message : String(error));
    } finally {
      pending = undefined;
    }
  };

  return {
    async read() {
      pending ??= query();
      const cancelled = new AbortController();
      const late = sleep(LIMIT_MS, withProblem('The database does not answer.'), {
        signal: cancelled.signal,
      });
      const gauge = await Promise.race([pending, late.catch(() => undefined)]);
      cancelled.abort();
      return gauge;
    },
    close: () => database.close(),
  };
};

const withProblem = (problem: string): Gauge => ({ place: 'database', waiting: 0, problem });
