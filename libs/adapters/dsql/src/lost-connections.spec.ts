import { sql } from 'kysely';
import { createDatabase } from './database.js';
import { createPool } from './pool.js';
import { withRetry } from './retry.js';
import { useProxiedProducts } from './testing/proxied-products.js';
import { create, openProducts, raisePrice } from './testing/repository.js';

const { test, intercept, open, entries } = useProxiedProducts();

describe('a connection', () => {
  it.each(['begin', 'UPDATE', 'INSERT'])('that is lost at %s causes one retry', async (statement) => {
    const { products, stamped } = open();
    await create(products);
    const before = (await entries()).length;
    let isOver = false;
    intercept({
      fromClient(text) {
        if (isOver || !text.toLowerCase().includes(statement.toLowerCase())) return 'pass';
        isOver = true;
        return 'cut';
      },
    });
    await raisePrice(products);
    expect(isOver).toBe(true);
    expect(await entries()).toHaveLength(before + 1);
    expect(stamped).toHaveLength(2);
  });

  it('that cannot be opened gives a ConnectionError', async () => {
    const { products } = open();
    await create(products);
    intercept({ fromClient: () => 'cut' });
    await expect(raisePrice(products)).rejects.toMatchObject({ name: 'ConnectionError' });
    await expect(products.find('FLATWHITE')).rejects.toMatchObject({ name: 'ConnectionError' });
  });

  it('that was lost while idle fails no request', async () => {
    const { products } = open();
    await create(products);
    for (let round = 0; round < 20; round++) {
      await Promise.all([
        products.find('FLATWHITE'),
        products.list({ limit: 1 }),
        products.list({ limit: 2 }),
      ]);
      await sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()`.execute(
        test.kysely,
      );
      // The pool may notice the loss before or after the next request.
      if (round % 2) await new Promise((go) => setTimeout(go, 20));
      expect((await products.find('FLATWHITE'))?.state.name).toBe('Flat White');
    }
  });

  it('that became silent is closed and not reused', async () => {
    const { products } = open();
    await create(products);
    let unheard = 1;
    intercept({ fromClient: () => (unheard-- > 0 ? 'swallow' : 'pass') });
    const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 2_000);
    expect((await products.find('FLATWHITE'))?.state.name).toBe('Flat White');
    clock.mockRestore();
  });

  it.each([
    ['the client', { query_timeout: 300 }],
    ['the server', { statement_timeout: 300 }],
  ])(
    'that works, with a statement that takes too long for %s, is no reason to retry',
    async (_, overrides) => {
      const database = createDatabase('postgresql', () =>
        createPool({ databaseUrl: test.url }, 'application', overrides),
      );
      let attempts = 0;
      const call = () => {
        attempts += 1;
        return sql`SELECT pg_sleep(2)`.execute(database.kysely);
      };
      await expect(withRetry(call)).rejects.toMatchObject({
        name: 'StatementTimeoutError',
        failureKind: 'temporary',
      });
      expect(attempts).toBe(1);
      await database.close();
    },
  );

  it('that a frozen process kept too long is not reused', async () => {
    const { products } = open();
    await create(products);
    const connections = async () =>
      (
        await sql<{
          pid: number;
        }>`SELECT pid FROM pg_stat_activity WHERE application_name = 'thawed'`.execute(test.kysely)
      ).rows;
    const database = test.openAnother({ overrides: { application_name: 'thawed' } });
    const { products: thawed } = openProducts(database);
    await thawed.find('FLATWHITE');
    const before = await connections();
    await thawed.find('FLATWHITE');
    expect(await connections()).toEqual(before);

    const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 6 * 60_000);
    await thawed.find('FLATWHITE');
    clock.mockRestore();
    const after = await connections();
    expect(after).toHaveLength(1);
    expect(after).not.toEqual(before);
  });

  it('in constant use is replaced before Aurora DSQL closes it', async () => {
    await create(open().products);
    const pool = createPool({ databaseUrl: test.url }, 'application', { max: 1 });
    const connected: number[] = [];
    const minute = 60_000;
    const start = Date.now();
    let now = start;
    const clock = jest.spyOn(Date, 'now').mockImplementation(() => now);
    pool.on('connect', () => connected.push((now - start) / minute));
    const database = createDatabase('postgresql', () => pool);
    const { products } = openProducts(database);
    for (; now - start < 60 * minute; now += 2 * minute) await products.find('FLATWHITE');
    clock.mockRestore();
    await database.close();
    expect(connected).toHaveLength(2);
    expect(connected[1]).toBeGreaterThanOrEqual(45);
    expect(connected[1]).toBeLessThan(60);
  });
});
