import { sql } from 'kysely';
import { isConflict } from './retry.js';
import { create, openProducts, raisePrice } from './testing/repository.js';
import { startTcpProxy, type Verdict } from './testing/tcp-proxy.js';
import { useTestDatabase } from './testing/test-database.js';

const test = useTestDatabase();

/** Errors with SQLSTATE 40001 that the database raised. */
const serializationFailures = () => [
  ...new Set(test.statements.map(({ error }) => error).filter((error) => isConflict(error))),
];

const price = async () => (await openProducts(test.database).products.find('FLATWHITE'))?.state.price;
const versions = async () => {
  const rows = await test.kysely
    .selectFrom('outbox')
    .select('product_version')
    .orderBy('product_version')
    .execute();
  return rows.map(({ product_version }) => product_version);
};

it('loses no update of several processes', async () => {
  await create(openProducts(test.database).products, 'Flat White', 1);
  const processes = Array.from({ length: 4 }, () => openProducts(test.openAnother()).products);
  const updates = await Promise.allSettled(
    Array.from({ length: 40 }, (_, index) => raisePrice(processes[index % 4]!)),
  );
  const succeeded = updates.filter(({ status }) => status === 'fulfilled').length;
  const failures = updates.filter((update) => update.status === 'rejected');
  expect(failures.map(({ reason }) => reason.code)).toEqual(failures.map(() => 'product/write-conflict'));
  expect(succeeded).toBeGreaterThan(8);
  expect(await price()).toBe(1 + succeeded);
  expect(await versions()).toEqual(Array.from({ length: succeeded + 1 }, (_, index) => index + 1));
  // Otherwise the test would not have tested conflicts.
  expect(serializationFailures().length).toBeGreaterThan(0);
}, 20_000);

it('uses snapshot isolation, whatever the database’s default', async () => {
  const { products } = openProducts(test.database);
  await create(products);
  await sql`ALTER DATABASE postgres SET default_transaction_isolation = 'read committed'`.execute(
    test.kysely,
  );
  let other: Promise<unknown> | undefined;
  // The first update locks the row. The second one waits for it and then finds it changed.
  await test.kysely.transaction().execute(async (transaction) => {
    await transaction
      .updateTable('products')
      .set({ version: 2, price: 7 })
      .where('id', '=', 'FLATWHITE')
      .execute();
    other = raisePrice(openProducts(test.openAnother()).products);
    await new Promise((go) => setTimeout(go, 300));
  });
  await other;
  await sql`ALTER DATABASE postgres RESET default_transaction_isolation`.execute(test.kysely);
  expect(serializationFailures()).toHaveLength(1);
  expect(await price()).toBe(8);
});

it('lets one of many concurrent creations by several processes succeed', async () => {
  const processes = Array.from({ length: 4 }, () => openProducts(test.openAnother()).products);
  const outcomes = await Promise.all(Array.from({ length: 16 }, (_, index) => create(processes[index % 4]!)));
  expect(outcomes.filter(({ outcome }) => outcome === 'created')).toHaveLength(1);
  expect(await versions()).toEqual([1]);
});

it('gives up if concurrent writes always win, and writes nothing', async () => {
  const { products } = openProducts(test.database);
  await create(products);
  const rival = openProducts(test.openAnother()).products;
  const proxy = await startTcpProxy(test.port);
  const { products: unlucky, commits, stamped } = openProducts(test.openAnother({ port: proxy.port }));
  let tries = 0;
  // Another process changes the product each time between read and write.
  proxy.intercept({
    async fromClient(text): Promise<Verdict> {
      if (!text.includes('begin')) return 'pass';
      tries += 1;
      await raisePrice(rival);
      return 'pass';
    },
  });
  await expect(raisePrice(unlucky)).rejects.toMatchObject({ code: 'product/write-conflict' });
  expect(tries).toBe(8);
  expect(await price()).toBeCloseTo(3.45 + tries, 4);
  expect(commits).toEqual([]);
  expect(stamped).toEqual([]);
  await proxy.stop();
});
