import { DomainError } from '@product-service/product';
import { sql } from 'kysely';
import { createDatabase } from './database.js';
import { createPool } from './pool.js';
import { create, dueEntries, openProducts, raisePrice } from './testing/repository.js';
import { startTcpProxy, type Interceptor, type Verdict } from './testing/tcp-proxy.js';
import { useTestDatabase } from './testing/test-database.js';

const test = useTestDatabase();
let proxy: Awaited<ReturnType<typeof startTcpProxy>>;

beforeAll(async () => {
  proxy = await startTcpProxy(test.port);
});
beforeEach(() => proxy.intercept());
afterAll(() => proxy.stop());

/** The repository through the proxy, and one with a direct connection. */
const open = () => ({
  ...openProducts(test.openAnother({ port: proxy.port, overrides: { query_timeout: 300 } })),
  elsewhere: openProducts(test.database).products,
});
const entries = async () => (await dueEntries(test.database)).map(({ event }) => event);
const sequences = async () => (await entries()).map(({ sequence }) => sequence);

const isCommit = (text: string): boolean => text.startsWith('Q') && text.includes('commit');

/** Breaks the next COMMIT before it reaches the server. */
const beforeCommit = (verdict: 'cut' | 'swallow', meanwhile = async () => {}): Interceptor => {
  let isOver = false;
  return {
    async fromClient(text) {
      if (isOver || !isCommit(text)) return 'pass';
      isOver = true;
      await meanwhile();
      return verdict;
    },
  };
};

/** Breaks the next COMMIT after the server executed it: its reply is lost. */
const afterCommit = (verdict: 'cut' | 'swallow', meanwhile = async () => {}): Interceptor => {
  let state: 'waiting' | 'committing' | 'over' = 'waiting';
  return {
    fromClient(text) {
      if (state === 'waiting' && isCommit(text)) state = 'committing';
      return 'pass';
    },
    async fromServer() {
      if (state !== 'committing') return 'pass';
      state = 'over';
      await meanwhile();
      return verdict;
    },
  };
};

describe('a COMMIT without a reply', () => {
  describe.each(['cut', 'swallow'] as const)('(%s)', (verdict) => {
    it.each([
      ['lost before it reached the database', beforeCommit],
      ['executed, but its reply lost', afterCommit],
    ])('%s: the update happens once', async (_, interceptor) => {
      const { products, commits, stamped } = open();
      await create(products);
      proxy.intercept(interceptor(verdict));
      const { product, outcome } = await raisePrice(products);
      expect(outcome).toBe('updated');
      expect(product.state).toMatchObject({ version: 2, price: 4.45 });
      expect((await products.find('FLATWHITE'))?.price).toBe(4.45);
      expect(await sequences()).toEqual(['1', '2']);
      expect(stamped).toEqual(['product.productCreated', 'product.productUpdated']);
      expect(commits).toHaveLength(2);
    });

    it.each([
      ['lost before it reached the database', beforeCommit],
      ['executed, but its reply lost', afterCommit],
    ])('%s: the creation happens once', async (_, interceptor) => {
      const { products, commits, stamped } = open();
      await products.list(1);
      proxy.intercept(interceptor(verdict));
      expect((await create(products)).outcome).toBe('created');
      expect(await sequences()).toEqual(['1']);
      expect(stamped).toHaveLength(1);
      expect(commits).toHaveLength(1);
    });
  });

  it('of a deletion is recognised by the tombstone', async () => {
    const { products } = open();
    await create(products);
    proxy.intercept(afterCommit('cut'));
    await products.update('FLATWHITE', (product) => product.delete(product.state.updatedAt));
    expect(await products.find('FLATWHITE')).toBeUndefined();
    expect(await sequences()).toEqual(['1', '2']);
  });

  it('has an unknown outcome if another write has changed the product since', async () => {
    const { products, elsewhere, commits } = open();
    await create(products);
    proxy.intercept(afterCommit('cut', async () => void (await raisePrice(elsewhere))));
    await expect(raisePrice(products)).rejects.toMatchObject({ code: 'product/outcome-unknown' });
    expect(await sequences()).toEqual(['1', '2', '3']);
    expect(commits).toHaveLength(1);
  });

  it('has an unknown outcome if another call has created the product since', async () => {
    const { products, elsewhere } = open();
    await products.list(1);
    let isCut = false;
    proxy.intercept({
      fromClient(text) {
        if (!isCommit(text)) return 'pass';
        isCut = true;
        return 'cut';
      },
      // The client reconnects only after the other call has created the product.
      async fromServer(): Promise<Verdict> {
        if (isCut) {
          proxy.intercept();
          await create(elsewhere);
        }
        return 'pass';
      },
    });
    await expect(create(products)).rejects.toMatchObject({ code: 'product/outcome-unknown' });
    expect(await sequences()).toEqual(['1']);
  });

  it('has an unknown outcome if the database can no longer be reached', async () => {
    const { products } = open();
    await create(products);
    let isDown = false;
    proxy.intercept({
      fromClient: (text) => (isDown || (isDown = isCommit(text)) ? 'cut' : 'pass'),
    });
    const failure = await raisePrice(products).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(DomainError);
    expect(failure).toMatchObject({
      code: 'product/outcome-unknown',
      cause: { name: 'CommitUnansweredError' },
    });
  });
});

describe('a connection', () => {
  it.each(['begin', 'UPDATE', 'INSERT'])('that is lost at %s causes one retry', async (statement) => {
    const { products, stamped } = open();
    await create(products);
    const before = (await entries()).length;
    let isOver = false;
    proxy.intercept({
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
    proxy.intercept({ fromClient: () => 'cut' });
    await expect(raisePrice(products)).rejects.toMatchObject({ name: 'ConnectionError' });
    await expect(products.find('FLATWHITE')).rejects.toMatchObject({ name: 'ConnectionError' });
  });

  it('that was lost while idle fails no request', async () => {
    const { products } = open();
    await create(products);
    for (let round = 0; round < 20; round++) {
      await Promise.all([products.find('FLATWHITE'), products.list(1), products.list(2)]);
      await sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()`.execute(
        test.kysely,
      );
      // The pool may notice the loss before or after the next request.
      if (round % 2) await new Promise((go) => setTimeout(go, 20));
      expect((await products.find('FLATWHITE'))?.name).toBe('Flat White');
    }
  });

  it('that became silent is closed and not reused', async () => {
    const { products } = open();
    await create(products);
    let unheard = 1;
    proxy.intercept({ fromClient: () => (unheard-- > 0 ? 'swallow' : 'pass') });
    expect((await products.find('FLATWHITE'))?.name).toBe('Flat White');
  });

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
