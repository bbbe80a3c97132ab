import { outboxAdministrationContract } from '@product-service/product/testing';
import { CompiledQuery, sql } from 'kysely';
import { dsqlOutboxAdministration } from './outbox-administration.js';
import { dsqlOutbox } from './outbox.js';
import { openProducts } from './testing/repository.js';
import { useTestDatabase } from './testing/test-database.js';

const test = useTestDatabase();

outboxAdministrationContract('PostgreSQL', async () => ({
  products: openProducts(test.database).products,
  outbox: dsqlOutbox(test),
  administration: dsqlOutboxAdministration(test),
}));

/** Inserts waiting events of many products. */
const fill = async (products: number): Promise<void> => {
  await sql`
    insert into product_api.outbox
      (event_id, product_id, product_version, type, data, occurred_at, headers)
    select gen_random_uuid(), 'P' || product, 1, 'product.productDeleted', '{}', now(), '{}'
    from generate_series(1, ${products}::int) as product
  `.execute(test.kysely);
  await sql`analyze product_api.outbox`.execute(test.kysely);
};

interface PlanNode {
  readonly 'Actual Rows': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly PlanNode[];
}

/** The largest number of rows that a step of the statement's plan reads. */
const rowsRead = async ({ sql: text, parameters }: { sql: string; parameters: readonly unknown[] }) => {
  const explain = CompiledQuery.raw(`explain (analyze, format json) ${text}`, [...parameters]);
  const { rows } = await test.kysely.executeQuery<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(explain);
  const most = ({ Plans = [], ...node }: PlanNode): number =>
    Math.max(node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0), ...Plans.map(most));
  return most(rows[0]!['QUERY PLAN'][0].Plan);
};

describe('the administration of an outbox with very many events', () => {
  it('counts up to a limit, and reads no more rows than it counts', async () => {
    await fill(40_000);
    const [overview] = await Promise.all([dsqlOutboxAdministration(test).overview()]);
    expect(overview).toMatchObject({
      waiting: { count: 10_000, isMore: true },
      parked: { count: 0, isMore: false },
    });
    for (const { query } of test.statements) expect(await rowsRead(query)).toBeLessThanOrEqual(10_001);
  });

  it('finds the parked event without reading the others', async () => {
    await fill(40_000);
    const parked = await test.kysely
      .selectFrom('outbox')
      .select('event_id')
      .where('product_id', '=', 'P39999')
      .executeTakeFirstOrThrow();
    await dsqlOutbox(test).park(parked.event_id, 'rejected');
    const start = test.statements.length;
    const { events } = await dsqlOutboxAdministration(test).list({ limit: 10, isParked: true });
    expect(events).toMatchObject([{ eventId: parked.event_id, reason: 'rejected' }]);
    expect(await rowsRead(test.statements[start]!.query)).toBeLessThanOrEqual(10);
  });
});
