import { instantOf } from '@product-service/events';
import {
  MAX_BACKLOG_ENTRIES,
  MAX_BACKLOGS,
  type Outbox,
  type OutboxEntry,
  type OutboxPage,
  type ProductEvent,
} from '@product-service/product';
import { sql, type SelectQueryBuilder, type Selectable, type UpdateObject } from 'kysely';
import type { Database } from './database.js';
import { withRetry } from './retry.js';
import type { OutboxTable, Schema } from './schema.js';

/** Far future: a parked entry never becomes due by itself. */
const PARKED_UNTIL = new Date('9999-12-31T00:00:00Z');
const MAX_REASON_LENGTH = 2_000;
/** Most outboxes have fewer entries. Then one statement reads them all. */
const FEW_ENTRIES = 100;
/** Otherwise the entries of a page are selected by index scans of this many keys, at most `MAX_SCANS` of them. */
const MANY_ENTRIES = 1_000;
const MAX_SCANS = 10;

/**
 * The outbox in Aurora DSQL or PostgreSQL. Each call takes one statement, except `due` with a long outbox. Times come from
 * the database's clock. To release a parked entry:
 * `UPDATE product_api.outbox SET held_until = NULL, parked_at = NULL, rejections = 0 WHERE event_id = …`.
 * Calls reject with a ConnectionError if the database cannot be reached.
 */
export const dsqlOutbox = ({ database: { kysely } }: { readonly database: Database }): Outbox => {
  const change = async (eventId: string, columns: UpdateObject<Schema, 'outbox'>): Promise<void> => {
    // After a lost connection this may run twice. A rejection then counts twice, which an operator can undo.
    await withRetry(() =>
      kysely.updateTable('outbox').set(columns).where('event_id', '=', eventId).execute(),
    );
  };

  const inOrder = <O>(query: SelectQueryBuilder<Schema, 'outbox', O>) =>
    query.orderBy('product_id').orderBy('product_version');
  /** Uses the index on product and version: the cost does not depend on the number of later entries. */
  const entriesAfter = (productId: string | undefined) => {
    const entries = inOrder(kysely.selectFrom('outbox'));
    return productId === undefined ? entries : entries.where('product_id', '>', productId);
  };

  /** Selects the entries of a page by the index alone. Scans again after a product with very many entries. */
  const firstEntries = async (
    after: string | undefined,
  ): Promise<{ eventIds: string[]; next?: string | undefined }> => {
    const chosen = new Map<string, string[]>();
    let [next, isEnd] = [after, false];
    for (let scans = 0; scans < MAX_SCANS && chosen.size < MAX_BACKLOGS && !isEnd; scans += 1) {
      const keys = await withRetry(() =>
        entriesAfter(next).select(['event_id', 'product_id']).limit(MANY_ENTRIES).execute(),
      );
      for (const [productId, entries] of Map.groupBy(keys, ({ product_id }) => product_id)) {
        if (chosen.size === MAX_BACKLOGS) break;
        chosen.set(
          productId,
          entries.slice(0, MAX_BACKLOG_ENTRIES).map(({ event_id }) => event_id),
        );
        next = productId;
      }
      isEnd = keys.length < MANY_ENTRIES && next === keys.at(-1)?.product_id;
    }
    return { eventIds: [...chosen.values()].flat(), ...(!isEnd && { next }) };
  };

  return {
    async due(after) {
      const few = await withRetry(() =>
        entriesAfter(after).selectAll().select(IS_HELD).limit(FEW_ENTRIES).execute(),
      );
      if (few.length < FEW_ENTRIES) return pageOf(few);

      const { eventIds, next } = await firstEntries(after);
      const rows = await withRetry(() =>
        inOrder(kysely.selectFrom('outbox').where('event_id', 'in', eventIds))
          .selectAll()
          .select(IS_HELD)
          .execute(),
      );
      return pageOf(rows, next);
    },

    async remove(eventIds) {
      if (eventIds.length === 0) return;
      await withRetry(() => kysely.deleteFrom('outbox').where('event_id', 'in', eventIds).execute());
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

/** The entry is parked or waits for a retry. */
const IS_HELD = sql<boolean | null>`${sql.ref('held_until')} > now()`.as('is_held');

type Row = Selectable<OutboxTable> & { readonly is_held: boolean | null };

/** Groups sorted rows by product, and leaves out products whose first entry is held. */
const pageOf = (rows: readonly Row[], next?: string): OutboxPage => {
  const products = [...Map.groupBy(rows, ({ product_id }) => product_id)];
  const backlogs = products.flatMap(([productId, [first, ...later]]) =>
    first && !first.is_held
      ? [
          {
            productId,
            entries: [entryOf(first), ...later.slice(0, MAX_BACKLOG_ENTRIES - 1).map(entryOf)] as const,
          },
        ]
      : [],
  );
  const hasPostponed = products.some(([, [first]]) => first?.is_held && !first.parked_at);
  return { backlogs, hasPostponed, next };
};

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
