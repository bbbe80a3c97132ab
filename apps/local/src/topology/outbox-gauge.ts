import { dsqlOutboxAdministration, openDatabase } from '@product-service/dsql';
import type { Gauge } from '@product-service/console/protocol';
import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseError } from 'pg';

/** Reads how many events are in the outbox. */
export interface OutboxGauge {
  /** Undefined: the database has no outbox. Resolves within a second, also while the database does not answer. Never rejects. */
  read(): Promise<Gauge | undefined>;
  /** Closes its connections, as far as the database answers within a second. */
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
    read() {
      pending ??= query();
      return within(pending, withProblem('The database does not answer.'));
    },
    close: () => within(database.close(), undefined),
  };
};

/** The result, or the other value after a second. */
const within = async <T>(result: Promise<T>, late: T): Promise<T> => {
  const cancelled = new AbortController();
  const limit = sleep(LIMIT_MS, late, { signal: cancelled.signal }).catch(() => late);
  try {
    return await Promise.race([result, limit]);
  } finally {
    cancelled.abort();
  }
};

const withProblem = (problem: string): Gauge => ({ place: 'database', waiting: 0, problem });
