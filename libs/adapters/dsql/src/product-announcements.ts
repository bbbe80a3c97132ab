import { toMilliseconds } from '@product-service/events';
import type { Announcement, ProductAnnouncements, ProductState } from '@product-service/product';
import type { Insertable } from 'kysely';
import { randomUUID } from 'node:crypto';
import type { Database } from './database.js';
import { entriesOfWrite, type NewEntry } from './outbox-entries.js';
import { couldExist } from './product-list.js';
import { dateOf, stateOf, type ProductRow } from './product-rows.js';
import { PRODUCT_COLUMNS } from './product-statements.js';
import { writeConflict } from './product-write.js';
import type { DsqlProductsOptions } from './products.js';
import { isConflict, withRetry } from './retry.js';
import type { OutboxTable } from './schema.js';
import type { Statement } from './statement-batch.js';
import { inTransaction, type Transaction } from './transaction.js';

/**
 * Products in one transaction. Each is written twice, as product and as entry, with up to 1,000 price brackets of 52 bytes: together
 * about 5 MiB, of the 10 MiB that Aurora DSQL allows.
 */
const MAX_IN_TRANSACTION = 50;

/**
 * Announcements in Aurora DSQL or PostgreSQL, in transactions of up to {@link MAX_IN_TRANSACTION} products. `onCommit` is called
 * after the last one.
 * Beyond the port's errors, calls reject with a ConnectionError if the database cannot be reached: some of the products may be
 * announced. Repeat the call.
 */
export const dsqlProductAnnouncements = ({
  database,
  stampHeaders,
  onCommit,
}: DsqlProductsOptions): ProductAnnouncements => ({
  async announce(productIds, announcementOf) {
    const toEntry = entriesOfWrite(stampHeaders);
    const entryOf = (state: ProductState): AnnouncementEntry => {
      const announcement = announcementOf(state);
      return { ...toEntry(announcement), ...timesOf(announcement) };
    };
    const left = [...new Set(productIds.filter(couldExist))];
    let announced = 0;
    try {
      await withRetry(async () => {
        while (left.length > 0) {
          announced += await saveGroup(database, left.slice(0, MAX_IN_TRANSACTION), entryOf);
          left.splice(0, MAX_IN_TRANSACTION);
        }
      });
    } catch (error) {
      throw isConflict(error) ? writeConflict(error) : error;
    } finally {
      if (announced > 0) await onCommit().catch(() => {});
    }
    return announced;
  },
});

type EntryTimes = Pick<Insertable<OutboxTable>, 'occurred_at' | 'event_time'>;
type AnnouncementEntry = NewEntry & EntryTimes;

/** In the outbox, the entry is behind the change of the same version, whatever the clocks of the writers say. */
const timesOf = ({ time }: Announcement): EntryTimes => ({
  occurred_at: new Date(Math.max(Date.now(), toMilliseconds(time) + 1)),
  event_time: dateOf(time),
});

/** Returns the number of products that exist. Repeated after an unanswered COMMIT, it finds the entries or saves them again. */
const saveGroup = async (
  database: Database,
  ids: readonly string[],
  entryOf: (state: ProductState) => AnnouncementEntry,
): Promise<number> => {
  let announced = 0;
  await inTransaction(
    database,
    () => {},
    async (transaction) => {
      const rows = await lockedProducts(database, transaction, ids);
      if (rows.length === 0) return undefined;
      announced = rows.length;
      return [insertEntries(database, rows.map(stateOf).map(entryOf))];
    },
  );
  return announced;
};

/**
 * Reads products so that a concurrent change of one of them is a conflict, for us or for the other one. Without it, a change
 * could be published before the announcement of an earlier version. Aurora DSQL detects only conflicts between writes.
 */
const lockedProducts = async (
  { kysely }: Database,
  transaction: Transaction,
  ids: readonly string[],
): Promise<readonly ProductRow[]> => {
  const marking = kysely
    .updateTable('products')
    .set({ last_announcement_id: randomUUID() })
    .where('id', 'in', ids)
    .where('deleted_at', 'is', null);
  if ((await transaction.execute(marking.compile())) === 0) return [];
  const products = kysely.selectFrom('products').select(PRODUCT_COLUMNS);
  return transaction.query(products.where('id', 'in', ids).where('deleted_at', 'is', null).compile());
};

const insertEntries = ({ kysely }: Database, entries: readonly AnnouncementEntry[]): Statement =>
  kysely
    .insertInto('outbox')
    .values(entries)
    .onConflict((conflict) => conflict.column('event_id').doNothing())
    .compile();
