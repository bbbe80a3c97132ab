import { instantOf } from '@product-service/events';
import type { OutboxAdministration, WaitingEvent } from '@product-service/product';
import { sql, type Selectable, type SelectQueryBuilder } from 'kysely';
import { countUpTo } from './bounded-count.js';
import type { Database } from './database.js';
import { couldExist } from './product-list.js';
import { withRetry } from './retry.js';
import type { OutboxTable, Schema } from './schema.js';

/**
 * The outbox for operators, in Aurora DSQL or PostgreSQL. Each call takes one statement, `overview` four. Times come from the
 * database's clock. Calls reject with a ConnectionError if the database cannot be reached.
 */
export const dsqlOutboxAdministration = ({
  database: { kysely },
}: {
  readonly database: Database;
}): OutboxAdministration => {
  const entries = () => kysely.selectFrom('outbox').select(COLUMNS).select(IS_HELD);
  const idsOf = () => kysely.selectFrom('outbox').select('event_id');
  const run = async (query: SelectQueryBuilder<Schema, 'outbox', Row>): Promise<WaitingEvent[]> =>
    (await withRetry(() => query.execute())).map(eventOf);

  return {
    async overview() {
      // By the index on held_until. A parked event is held, too.
      const held = idsOf().where('held_until', '>', sql<Date>`now()`);
      const [waiting, postponed, parked, oldest] = await Promise.all([
        countUpTo(idsOf()),
        countUpTo(held.where('parked_at', 'is', null)),
        countUpTo(held.where('parked_at', 'is not', null)),
        withRetry(() =>
          kysely
            .selectFrom('outbox')
            .select(sql<string>`extract(epoch from now() - occurred_at)`.as('age'))
            .orderBy('occurred_at')
            .limit(1)
            .executeTakeFirst(),
        ),
      ]);
      return { waiting, postponed, parked, oldestAgeSeconds: Math.max(0, Number(oldest?.age ?? 0)) };
    },

    async list({ limit, isParked, productId, after }) {
      if (productId !== undefined && !couldExist(productId)) return { events: [], next: undefined };
      let query = entries();
      // A parked event is held. The condition lets the database use the index on held_until.
      if (isParked)
        query = query.where('parked_at', 'is not', null).where('held_until', '>', sql<Date>`now()`);
      if (productId !== undefined) query = query.where('product_id', '=', productId);
      if (after) {
        const position = sql`(${after.productId}, ${after.version}, ${after.eventId})`;
        query = query.where(sql<boolean>`(product_id, product_version, event_id) > ${position}`);
      }
      const found = await run(
        query
          .orderBy('product_id')
          .orderBy('product_version')
          .orderBy('event_id')
          .limit(limit + 1),
      );
      const events = found.slice(0, limit);
      const last = events.at(-1);
      return {
        events,
        next:
          last && found.length > limit
            ? { productId: last.productId, version: last.version, eventId: last.eventId }
            : undefined,
      };
    },

    find: async (eventIds) => (eventIds.length === 0 ? [] : run(entries().where('event_id', 'in', eventIds))),

    // After a lost connection a change may run twice. The second one then counts no event that the first one changed.
    async release(eventIds) {
      if (eventIds.length === 0) return 0;
      const { numUpdatedRows } = await withRetry(() =>
        kysely
          .updateTable('outbox')
          .set({ held_until: null, parked_at: null, rejections: 0 })
          .where('event_id', 'in', eventIds)
          .where('parked_at', 'is not', null)
          .executeTakeFirstOrThrow(),
      );
      return Number(numUpdatedRows);
    },

    async discard(eventIds) {
      if (eventIds.length === 0) return 0;
      const { numDeletedRows } = await withRetry(() =>
        kysely
          .deleteFrom('outbox')
          .where('event_id', 'in', eventIds)
          .where('parked_at', 'is not', null)
          .executeTakeFirstOrThrow(),
      );
      return Number(numDeletedRows);
    },
  };
};

const COLUMNS = [
  'event_id',
  'product_id',
  'product_version',
  'type',
  'occurred_at',
  'rejections',
  'parked_at',
  'last_error',
] as const satisfies readonly (keyof OutboxTable)[];

const IS_HELD = sql<boolean | null>`${sql.ref('held_until')} > now()`.as('is_held');

type Row = Pick<Selectable<OutboxTable>, (typeof COLUMNS)[number]> & { readonly is_held: boolean | null };

const eventOf = (row: Row): WaitingEvent => ({
  eventId: row.event_id,
  productId: row.product_id,
  version: row.product_version,
  type: row.type,
  occurredAt: instantOf(row.occurred_at),
  state: row.parked_at ? 'parked' : row.is_held ? 'postponed' : 'waiting',
  rejections: row.rejections,
  reason: row.last_error ?? undefined,
});
