import { productIdOf, type ProductState } from '@product-service/product';
import { productAnnouncementsContract } from '@product-service/product/testing';
import { sql } from 'kysely';
import type { CheckedOutConnection } from './connections.js';
import type { Database } from './database.js';
import { dsqlOutbox } from './outbox.js';
import { dsqlProductAnnouncements } from './product-announcements.js';
import { announcementOf } from './testing/announcement.js';
import { create, dueEntries, openProducts, raisePrice } from './testing/repository.js';
import { useTestDatabase } from './testing/test-database.js';

const test = useTestDatabase();

const open = (database: Database, onCommit = async (): Promise<void> => undefined) =>
  dsqlProductAnnouncements({ database, onCommit, stampHeaders: ({ id }) => ({ traceparent: id }) });
describe.each([false, true])('pipelined: %s', (isPipelined) => {
  productAnnouncementsContract('PostgreSQL', async () => ({
    products: openProducts(test.database).products,
    announcements: open(test.openAnother({ isPipelined })),
    outbox: dsqlOutbox(test),
  }));
});

/** A database that waits for `step` after each SELECT of a transaction. */
const steppedDatabase = (database: Database, step: () => Promise<void>): Database => ({
  ...database,
  async connect() {
    const connection = await database.connect();
    const query: CheckedOutConnection['query'] = async (statement) => {
      const result = await connection.query(statement);
      if (statement.sql.startsWith('select')) await step();
      return result;
    };
    return { ...connection, query };
  },
});

/** Resolves when a statement waits for a lock of another transaction. */
const untilBlocked = async (): Promise<void> => {
  for (;;) {
    const { rows } = await sql`select 1 from pg_stat_activity where wait_event_type = 'Lock'`.execute(
      test.kysely,
    );
    if (rows.length > 0) return;
  }
};

describe('an announcement', () => {
  it('is never behind a change of a higher version, even if the relay publishes that one at once', async () => {
    const { products } = openProducts(test.database);
    await create(products);
    const published: string[] = [];
    const relay = async () => {
      const entries = await dueEntries(test.database);
      published.push(...entries.map(({ event }) => `${event.type} ${event.sequence}`));
      await dsqlOutbox(test).remove(entries.map(({ event }) => event.id));
    };
    let change: Promise<unknown> | undefined;
    // The product is read. Before the announcement is saved, the product changes.
    const database = steppedDatabase(test.database, async () => {
      change ??= raisePrice(products);
      await Promise.race([change, untilBlocked()]);
      await relay();
    });
    expect(await open(database).announce(['FLATWHITE'], announcementOf)).toBe(1);
    await change;
    await relay();
    expect(published).toEqual([
      'product.productCreated 1',
      'product.productAnnounced 1',
      'product.productUpdated 2',
    ]);
  });

  it('is read again if the product changes before its transaction can', async () => {
    await create(openProducts(test.database).products);
    let announced: Promise<number> | undefined;
    await test.kysely.transaction().execute(async (change) => {
      await change.updateTable('products').set({ version: 2, price: 9 }).execute();
      announced = open(test.database).announce(['FLATWHITE'], announcementOf);
      await untilBlocked();
    });
    expect(await announced).toBe(1);
    expect(test.statements.map(({ error }) => error)).toContainEqual(
      expect.objectContaining({ code: '40001' }),
    );
    expect((await dueEntries(test.database)).at(-1)?.event).toMatchObject({
      sequence: '2',
      data: { price: 9 },
    });
  });

  it('is saved after a deadlock', async () => {
    const { products } = openProducts(test.database);
    for (const name of ['Latte', 'Mocha']) await create(products, name);
    let announced: Promise<number> | undefined;
    const other = test.kysely.transaction().execute(async (transaction) => {
      const lock = (id: string) =>
        transaction.updateTable('products').set({ price: 9 }).where('id', '=', id).execute();
      await lock('MOCHA');
      announced = open(test.database).announce(['LATTE', 'MOCHA'], announcementOf);
      await untilBlocked();
      await lock('LATTE');
    });
    // PostgreSQL ends one of the two transactions. Usually it is the one that has waited longer: the announcement.
    await other.catch((error: unknown) => expect(error).toMatchObject({ code: '40P01' }));
    expect(await announced).toBe(2);
  });

  it('wakes the relay once, after the commit', async () => {
    const { products } = openProducts(test.database);
    const names = Array.from({ length: 60 }, (_, index) => `Name ${index}`);
    for (const name of names) await create(products, name);
    const seen: number[] = [];
    const announcements = open(test.database, async () => {
      seen.push((await dueEntries(test.database)).length);
      throw new Error('no queue');
    });
    await announcements.announce(names.map(productIdOf), announcementOf);
    expect(seen).toEqual([120]);
    await announcements.announce(['UNKNOWN'], announcementOf);
    expect(seen).toHaveLength(1);
  });

  it('wakes the relay for what it saved before it failed', async () => {
    const { products } = openProducts(test.database);
    const names = Array.from({ length: 60 }, (_, index) => `Name ${index}`);
    for (const name of names) await create(products, name);
    const seen: number[] = [];
    const announcements = open(
      test.database,
      async () => void seen.push((await dueEntries(test.database)).length),
    );
    const failing = (state: ProductState) => {
      if (state.id === 'NAME55') throw new Error('no');
      return announcementOf(state);
    };
    await expect(announcements.announce(names.map(productIdOf), failing)).rejects.toThrow('no');
    expect(seen).toEqual([110]);
  });
});
