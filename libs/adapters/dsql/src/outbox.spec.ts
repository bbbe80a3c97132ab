import { outboxContract } from '@product-service/product/testing';
import { sql } from 'kysely';
import { dsqlOutbox, outboxStatus } from './outbox.js';
import { create, openProducts, raisePrice } from './testing/repository.js';
import { useTestDatabase } from './testing/test-database.js';

const test = useTestDatabase();

/** Makes time go by for what is held back, by the database's own clock. */
const pass = async (seconds: number): Promise<void> => {
  await test.kysely
    .updateTable('outbox')
    .set({ held_until: sql`held_until - ${seconds} * interval '1 second'` })
    .execute();
};

outboxContract('PostgreSQL', async () => ({
  products: openProducts(test.database).products,
  outbox: dsqlOutbox(test),
  pass,
}));

describe('the outbox', () => {
  it('keeps why an entry was refused, as far as PostgreSQL can store it', async () => {
    await create(openProducts(test.database).products);
    const outbox = dsqlOutbox(test);
    const [entry] = await outbox.due(1);
    await outbox.park(entry!.event.id, `bad \0 \ud800 ${'x'.repeat(5_000)}`);
    const { last_error, parked_at } = await test.kysely
      .selectFrom('outbox')
      .selectAll()
      .executeTakeFirstOrThrow();
    expect(last_error).toMatch(/^bad {2}\ufffd x+$/);
    expect(parked_at).toBeInstanceOf(Date);
  });

  it('removes nothing when there is nothing to remove', async () => {
    await dsqlOutbox(test).remove([]);
    expect(test.statements).toEqual([]);
  });

  it('takes one statement for each call', async () => {
    const { products } = openProducts(test.database);
    await create(products);
    await raisePrice(products);
    const outbox = dsqlOutbox(test);
    const start = test.statements.length;
    const ids = (await outbox.due(10)).map(({ event }) => event.id);
    await outbox.remove(ids);
    expect(test.statements).toHaveLength(start + 2);
  });

  it('tells operators how long the oldest event has been waiting, and how many are parked', async () => {
    expect(await outboxStatus(test.database)).toEqual({ oldestAgeSeconds: 0, parked: 0 });
    await create(openProducts(test.database).products);
    await test.kysely
      .updateTable('outbox')
      .set({ occurred_at: sql`now() - interval '90 seconds'` })
      .execute();
    const outbox = dsqlOutbox(test);
    await outbox.park((await outbox.due(1))[0]!.event.id, 'too large');
    const { oldestAgeSeconds, parked } = await outboxStatus(test.database);
    expect(oldestAgeSeconds).toBeGreaterThanOrEqual(90);
    expect(oldestAgeSeconds).toBeLessThan(100);
    expect(parked).toBe(1);
  });
});
