import { outboxContract } from '@product-service/product/testing';
import { CompiledQuery, sql } from 'kysely';
import { dsqlOutbox } from './outbox.js';
import { create, dueEntries, openProducts, raisePrice } from './testing/repository.js';
import { useTestDatabase } from './testing/test-database.js';

const test = useTestDatabase();

/** Advances the time for held entries, relative to the database's clock. */
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
  it('stores why an entry was rejected, without characters that PostgreSQL rejects', async () => {
    await create(openProducts(test.database).products);
    const outbox = dsqlOutbox(test);
    const [entry] = await dueEntries(test.database);
    await outbox.park(entry!.event.id, `bad \0 \ud800 ${'x'.repeat(5_000)}`);
    const { last_error, parked_at } = await test.kysely
      .selectFrom('outbox')
      .selectAll()
      .executeTakeFirstOrThrow();
    expect(last_error).toMatch(/^bad {2}\ufffd x+$/);
    expect(parked_at).toBeInstanceOf(Date);
  });

  it('sends no statement if there is nothing to remove', async () => {
    await dsqlOutbox(test).remove([]);
    expect(test.statements).toEqual([]);
  });

  it('takes one statement per call', async () => {
    const { products } = openProducts(test.database);
    await create(products);
    await raisePrice(products);
    const outbox = dsqlOutbox(test);
    const start = test.statements.length;
    const ids = (await dueEntries(test.database)).map(({ event }) => event.id);
    await outbox.remove(ids);
    expect(test.statements).toHaveLength(start + 2);
  });

  it('returns the change of a version before its announcements, whatever their places in the table are', async () => {
    await create(openProducts(test.database).products);
    const change = await test.kysely.selectFrom('outbox').selectAll().executeTakeFirstOrThrow();
    const insert = (
      id: string,
      type: 'product.productAnnounced' | 'product.productCreated',
      occurredAt: Date,
    ) =>
      test.kysely
        .insertInto('outbox')
        .values({
          event_id: id,
          product_id: change.product_id,
          product_version: 1,
          type,
          data: '{}',
          headers: '{}',
          occurred_at: occurredAt,
          event_time: null,
        })
        .execute();
    await test.kysely.deleteFrom('outbox').execute();
    await insert('00000000-0000-4000-8000-000000000001', 'product.productAnnounced', new Date());
    await insert(change.event_id, 'product.productCreated', change.occurred_at);
    expect((await dueEntries(test.database)).map(({ event }) => event.type)).toEqual([
      'product.productCreated',
      'product.productAnnounced',
    ]);
  });

  it('reads the same number of rows behind a long backlog of one product as behind a short one', async () => {
    // First by id and by age.
    await fill({ products: 1, entriesEach: 50_000, prefix: 'A' });
    await fill({ products: 60, entriesEach: 20, prefix: 'B' });
    await sql`analyze product_api.outbox`.execute(test.kysely);
    const outbox = dsqlOutbox(test);
    const start = test.statements.length;
    const first = await outbox.due(100);
    expect(first.backlogs).toMatchObject([{ productId: 'A1', entries: { length: 100 } }]);
    const second = await outbox.due(1_000, first.next);
    expect(second.backlogs).toHaveLength(50);

    const reads = test.statements.slice(start).map(({ query }) => query);
    expect(reads).toHaveLength(2);
    for (const { sql: text, parameters } of reads) {
      expect(await rowsRead(text, parameters)).toBeLessThan(2_000);
    }
  });
});

/** Inserts waiting events; the age of an event decreases with its version. */
const fill = async (options: { products: number; entriesEach: number; prefix: string }): Promise<void> => {
  await sql`
    insert into product_api.outbox
      (event_id, product_id, product_version, type, data, occurred_at, headers)
    select gen_random_uuid(), ${options.prefix}::text || product, version, 'product.productDeleted', '{}',
      now() - interval '1 day' + version * interval '1 millisecond', '{}'
    from generate_series(1, ${options.products}::int) as product, generate_series(1, ${options.entriesEach}::int) as version
  `.execute(test.kysely);
};

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Actual Rows': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly PlanNode[];
}

/** The number of rows or index entries that PostgreSQL reads for a statement. */
const rowsRead = async (text: string, parameters: readonly unknown[]): Promise<number> => {
  const explain = CompiledQuery.raw(`explain (analyze, format json) ${text}`, [...parameters]);
  const { rows } = await test.kysely.executeQuery<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(explain);
  const most = ({ Plans = [], ...node }: PlanNode): number =>
    Math.max(node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0), ...Plans.map(most));
  return most(rows[0]!['QUERY PLAN'][0].Plan);
};
