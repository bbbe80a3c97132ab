import { sql } from 'kysely';
import { expiredRequestsHandler } from './expired-requests.js';
import { useTestDatabase } from './testing/test-database.js';

const test = useTestDatabase();
const keep = (count: number, expiry: string) =>
  sql`INSERT INTO product_api.repeatable_requests
    SELECT ${expiry} || i, '', '{}', NULL, now() + ${expiry}::interval FROM generate_series(1, ${count}) i`.execute(
    test.kysely,
  );
const keys = async () =>
  (await test.kysely.selectFrom('repeatable_requests').select('key').orderBy('key').execute()).map(
    ({ key }) => key,
  );

describe('the outcomes of requests', () => {
  it('are deleted once they have expired', async () => {
    await keep(2_500, '-1 minutes');
    await keep(2, '1 minutes');
    await expiredRequestsHandler(test.database)({}, { getRemainingTimeInMillis: () => 29_000 });
    expect(await keys()).toEqual(['1 minutes1', '1 minutes2']);
    expect(test.statements).toHaveLength(6);
  });

  it('are deleted by the next run if the time is nearly over', async () => {
    await keep(1_500, '-1 minutes');
    const times = [20_000, 11_000];
    const run = () =>
      expiredRequestsHandler(test.database)({}, { getRemainingTimeInMillis: () => times.shift() ?? 29_000 });
    await run();
    expect(await keys()).toHaveLength(500);
    await run();
    expect(await keys()).toEqual([]);
  });
});
