import { instantOf } from '@product-service/events';
import type { Outbox, OutboxEntry, OutboxPage, ProductEvent } from '@product-service/product';
import { sql, type Selectable, type UpdateObject } from 'kysely';
import type { Database } from './database.js';
import { withRetry } from './retry.js';
import type { OutboxTable, Schema } from './schema.js';

/** Far future: a parked entry never becomes due by itself. */
const PARKED_UNTIL = new Date('9999-12-31T00:00:00Z');
const MAX_REASON_LENGTH = 2_000;

/**
 * The outbox in Aurora DSQL or PostgreSQL. Each call takes one statement. Times come from the database's clock. Calls reject with
 * a ConnectionError if the database cannot be reached.
 */
export const dsqlOutbox = ({ database: { kysely } }: { readonly database: Database }): Outbox => {
  const change = async (
    eventIds: readonly string[],
    columns: UpdateObject<Schema, 'outbox'>,
  ): Promise<void> => {
    // After a lost connection this may run twice. A rejection then counts twice, which an operator can undo.
    await withRetry(() =>
      kysely.updateTable('outbox').set(columns).where('event_id', 'in', eventIds).execute(),
    );
  };

  return {
    async due(limit, after) {
      // Read by the index on product and version: the cost does not depend on the number of later entries. Not prepared by name:
      // PostgreSQL would keep a plan that it made for a short outbox, and sort a long one for each page.
      const inOrder = kysely
        .selectFrom('outbox')
        .select(COLUMNS)
        .select(IS_HELD)
        .orderBy('product_id')
        .orderBy('product_version')
        // An announcement has the version of the last change, and comes after it.
        .orderBy('occurred_at')
        .limit(limit);
      const query = after === undefined ? inOrder : inOrder.where('product_id', '>', after);
      const rows = await withRetry(() => query.execute());
      return pageOf(rows, rows.length < limit ? undefined : rows.at(-1)?.product_id);
    },

    async remove(eventIds) {
      if (eventIds.length === 0) return;
      await withRetry(() => kysely.deleteFrom('outbox').where('event_id', 'in', eventIds).execute());
    },

    postpone: (eventIds, seconds) => change(eventIds, { held_until: inSeconds(seconds) }),

    reject: (eventId, reason, seconds) =>
      change([eventId], {
        rejections: sql`rejections + 1`,
        held_until: inSeconds(seconds),
        last_error: storable(reason),
      }),

    park: (eventId, reason) =>
      change([eventId], {
        rejections: sql`rejections + 1`,
        held_until: PARKED_UNTIL,
        parked_at: sql`now()`,
        last_error: storable(reason),
      }),
  };
};

const inSeconds = (seconds: number) => sql<Date>`now() + ${seconds} * interval '1 second'`;

/** PostgreSQL rejects NUL and lone surrogates. */
const storable = (reason: string): string =>
  reason.slice(0, MAX_REASON_LENGTH).toWellFormed().replaceAll('\0', '');

const COLUMNS = [
  'event_id',
  'product_id',
  'product_version',
  'type',
  'data',
  'occurred_at',
  'event_time',
  'headers',
  'rejections',
  'parked_at',
] as const satisfies readonly (keyof OutboxTable)[];

/** The entry is parked or waits for a retry. */
const IS_HELD = sql<boolean | null>`${sql.ref('held_until')} > now()`.as('is_held');

type Row = Pick<Selectable<OutboxTable>, (typeof COLUMNS)[number]> & { readonly is_held: boolean | null };

/** Groups sorted rows by product. A held entry, and those behind it, are left out. */
const pageOf = (rows: readonly Row[], next: string | undefined): OutboxPage => {
  const backlogs: { readonly productId: string; readonly entries: [OutboxEntry, ...OutboxEntry[]] }[] = [];
  let hasPostponed = false;
  let heldId: string | undefined;
  for (const row of rows) {
    const last = backlogs.at(-1);
    if (row.product_id === heldId) continue;
    if (row.is_held) {
      heldId = row.product_id;
      hasPostponed ||= row.parked_at === null;
    } else if (row.product_id === last?.productId) last.entries.push(entryOf(row));
    else backlogs.push({ productId: row.product_id, entries: [entryOf(row)] });
  }
  return { backlogs, hasPostponed, next };
};

const entryOf = (row: Row): OutboxEntry => ({
  event: {
    id: row.event_id,
    type: row.type,
    time: instantOf(row.event_time ?? row.occurred_at),
    subject: row.product_id,
    sequence: String(row.product_version),
    data: row.data,
    headers: row.headers,
  } as ProductEvent,
  rejections: row.rejections,
});
