import { instantOf } from '@product-service/events';
import type { ListQuery } from '@product-service/product';
import { sql } from 'kysely';
import { listPage } from './product-list.js';
import { useTestDatabase } from './testing/test-database.js';

const test = useTestDatabase();
const PRODUCTS = 100_000;
const since = (minute: number) => instantOf(new Date(Date.UTC(2026, 0, 1, 0, minute)));

interface Plan {
  readonly 'Node Type': string;
  readonly 'Index Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly Plan[];
}

/** Plans and executes the statement of a page, and returns the steps of the plan. */
const planOf = async (query: ListQuery): Promise<Plan[]> => {
  const start = test.statements.length;
  await listPage(test.database.kysely, query);
  const statements = test.statements.slice(start);
  expect(statements).toHaveLength(1);
  const { sql: text, parameters } = statements[0]!.query;
  const [head, ...rest] = text.split(/\$\d+/);
  const literals = parameters.map((value) =>
    typeof value === 'number'
      ? sql.lit(value)
      : sql`${sql.lit(value instanceof Date ? value.toISOString() : String(value))}`,
  );
  const filled = rest.reduce(
    (built, part, index) => sql`${built}${literals[index]}${sql.raw(part)}`,
    sql.raw(head!),
  );
  const { rows } = await sql<{
    'QUERY PLAN': [{ Plan: Plan }];
  }>`EXPLAIN (ANALYZE, FORMAT JSON) ${filled}`.execute(test.kysely);
  const flat = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(flat)];
  return flat(rows[0]!['QUERY PLAN'][0].Plan);
};

/** The index that a page is read from. Fails if the page reads more rows than it returns, or sorts them. */
const indexOf = async (query: ListQuery): Promise<string | undefined> => {
  const steps = await planOf(query);
  expect(steps.map((step) => step['Node Type'])).toEqual([
    'Limit',
    expect.stringMatching(/^Index (Only )?Scan$/),
  ]);
  const scan = steps[1]!;
  expect(scan['Actual Rows'] + (scan['Rows Removed by Filter'] ?? 0)).toBeLessThanOrEqual(query.limit + 1);
  return scan['Index Name'];
};

describe(`a page of ${PRODUCTS} products, half of them deleted`, () => {
  it('is read from an index, without other rows', async () => {
    // The first half is deleted: a scan by primary key would read it for the first page.
    await sql`
      INSERT INTO product_api.products
      SELECT 'P' || lpad(i::text, 6, '0'), 'Product ' || i, 1, 0, '[]', 1, '2026-01-01T00:00:00Z'::timestamptz + i * interval '1 second',
        CASE WHEN i <= ${PRODUCTS / 2} THEN now() END, NULL, NULL, NULL, NULL, gen_random_uuid()
      FROM generate_series(1, ${PRODUCTS}) i`.execute(test.kysely);
    await sql`ANALYZE product_api.products`.execute(test.kysely);
    const limit = 50;
    expect(await indexOf({ limit })).toBe('products_listed');
    expect(await indexOf({ limit, after: { id: 'P090000' } })).toBe('products_listed');
    expect(await indexOf({ limit: 10_000 })).toBe('products_listed');
    expect(await indexOf({ limit, includeDeleted: true })).toBe('products_pkey');
    expect(await indexOf({ limit, includeDeleted: true, after: { id: 'P090000' } })).toBe('products_pkey');

    expect(await indexOf({ limit, updatedSince: since(0) })).toBe('products_by_change');
    const after = { id: 'P000600', updatedAt: since(10) };
    for (const includeDeleted of [true, false])
      expect(await indexOf({ limit, updatedSince: since(0), includeDeleted, after })).toBe(
        'products_by_change',
      );
  }, 60_000);
});

describe('products by their ids', () => {
  it('are not read if no product can have these ids', async () => {
    expect(
      await listPage(test.database.kysely, { limit: 9, ids: ['\0', '\ud800', 'x'.repeat(256)] }),
    ).toEqual({
      products: [],
    });
    expect(test.statements).toEqual([]);
  });
});
