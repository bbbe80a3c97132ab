import { instantOf } from '@product-service/events';
import type { Outbox, OutboxEntry, ProductEvent } from '@product-service/product';
import { sql, type Selectable, type UpdateObject } from 'kysely';
import type { Database } from './database.js';
import { retrying } from './retrying.js';
import type { OutboxTable, Schema } from './schema.js';

/** No operator will want to wait for it. */
const FOR_GOOD = new Date('9999-12-31T00:00:00Z');
const MAX_REASON_LENGTH = 2_000;

/**
 * The outbox in Aurora DSQL or PostgreSQL. Each call is one statement; times are by the database's clock. To release a
 * parked entry: `UPDATE product_api.outbox SET held_until = NULL, parked_at = NULL, rejections = 0 WHERE event_id = …`.
 * Calls reject with a ConnectionError when the database can't be reached.
 */
export const dsqlOutbox = ({ database: { kysely } }: { readonly database: Database }): Outbox => {
  const change = async (eventId: string, columns: UpdateObject<Schema, 'outbox'>): Promise<void> => {
    // A lost connection may have it done twice. Then a rejection counts double, which an operator can undo.
    await retrying(() => kysely.updateTable('outbox').set(columns).where('event_id', '=', eventId).execute());
  };

  return {
    async due(limit) {
      const rows = await retrying(() =>
        kysely
          .selectFrom('outbox as entry')
          .selectAll('entry')
          .where(({ exists, not, selectFrom }) =>
            not(
              exists(
                selectFrom('outbox as held')
                  .select('held.event_id')
                  .whereRef('held.product_id', '=', 'entry.product_id')
                  .where('held.held_until', '>', sql<Date>`now()`),
              ),
            ),
          )
          .orderBy('entry.occurred_at')
          .orderBy('entry.product_version')
          .limit(limit)
          .execute(),
      );
      return rows.map(entryOf);
    },

    async remove(eventIds) {
      if (eventIds.length === 0) return;
      await retrying(() => kysely.deleteFrom('outbox').where('event_id', 'in', eventIds).execute());
    },

    postpone: (eventId, seconds) => change(eventId, { held_until: inSeconds(seconds) }),

    reject: (eventId, reason, seconds) =>
      change(eventId, {
        rejections: sql`rejections + 1`,
        held_until: inSeconds(seconds),
        last_error: storable(reason),
      }),

    park: (eventId, reason) =>
      change(eventId, {
        rejections: sql`rejections + 1`,
        held_until: FOR_GOOD,
        parked_at: sql`now()`,
        last_error: storable(reason),
      }),
  };
};

export interface OutboxStatus {
  /** Since when the oldest event waits to be published; 0 if none does. */
  readonly oldestAgeSeconds: number;
  /** Events that were refused too often and need an operator. */
  readonly parked: number;
}

/** What an operator or an alarm wants to know of the outbox. One statement. */
export const outboxStatus = async ({ kysely }: Database): Promise<OutboxStatus> => {
  const status = await retrying(() =>
    kysely
      .selectFrom('outbox')
      .select([
        sql<string | null>`extract(epoch from now() - min(occurred_at))`.as('age'),
        sql<string>`count(parked_at)`.as('parked'),
      ])
      .executeTakeFirstOrThrow(),
  );
  return { oldestAgeSeconds: Math.max(0, Number(status.age)), parked: Number(status.parked) };
};

const inSeconds = (seconds: number) => sql<Date>`now() + ${seconds} * interval '1 second'`;

/** As PostgreSQL takes it: neither NUL nor lone surrogates. */
const storable = (reason: string): string =>
  reason.slice(0, MAX_REASON_LENGTH).toWellFormed().replaceAll('\0', '');

const entryOf = (row: Selectable<OutboxTable>): OutboxEntry => ({
  event: {
    id: row.event_id,
    type: row.type,
    time: instantOf(row.occurred_at),
    subject: row.product_id,
    sequence: String(row.product_version),
    data: row.data,
    headers: row.headers,
  } as ProductEvent,
  rejections: row.rejections,
});
