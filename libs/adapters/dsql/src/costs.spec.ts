import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EventPublisher } from '@product-service/events';
import { handleStockUpdated, relayOutbox, type ProductEvent } from '@product-service/product';
import { outboxCheckHandler } from './outbox-check.js';
import { dsqlOutbox } from './outbox.js';
import { at, create, openProducts, raisePrice } from './testing/repository.js';
import { useTestDatabase } from './testing/test-database.js';

const test = useTestDatabase();

/** Counts what Aurora DSQL bills as transactions: from BEGIN to its end, and each statement outside of one. */
const transactions = async (call: () => Promise<unknown>): Promise<number> => {
  const start = test.statements.length;
  await call();
  let [count, isOpen] = [0, false];
  for (const { query } of test.statements.slice(start)) {
    const word = query.sql.trim().split(' ')[0]?.toLowerCase();
    if (!isOpen) count += 1;
    if (word === 'begin' || word === 'start') isOpen = true;
    if (word === 'commit' || word === 'rollback') isOpen = false;
  }
  return count;
};

const publisher: EventPublisher<ProductEvent['type']> = { publish: async () => undefined };
const relay = () =>
  relayOutbox({
    outbox: dsqlOutbox(test),
    publisher,
    nudge: async () => undefined,
    // Never resolves, so the relay waits for its group: further polls would depend on the machine's speed.
    pause: () => new Promise(() => undefined),
  })(() => true);

const measured = async () => {
  const { products } = openProducts(test.database);
  const creation = await transactions(() => create(products));
  const relayed = await transactions(relay);
  const update = await transactions(() => raisePrice(products));
  await relay();
  const fact = handleStockUpdated({ products, now: () => at(3) });
  return {
    read: await transactions(() => products.find('FLATWHITE')),
    create: creation + relayed,
    update: update + relayed,
    fact: await transactions(() =>
      fact({
        id: 'e1',
        type: 'product.stockUpdated',
        subject: 'FLATWHITE',
        time: at(2),
        data: { productId: 'FLATWHITE', stockLevel: 5 },
        headers: {},
      } as Parameters<typeof fact>[0]),
    ),
    idle: await transactions(relay),
    check: await transactions(outboxCheckHandler(test.database)),
  };
};

const DOCUMENT = readFileSync(join(__dirname, '../../../../docs/deployment.md'), 'utf8');
const cells = (label: string): number[] => {
  const row = DOCUMENT.split('\n').find((line) => line.replaceAll('*', '').startsWith(`| ${label}`)) ?? '';
  return row
    .split('|')
    .slice(2, -1)
    .map((cell) => Number(cell.replaceAll('*', '').trim()));
};
/** Dollars for a million transactions of 0.14 DPU, at 8.00 a million DPU. */
const MILLION = 0.14 * 8;

it('costs are documented for a read, a creation, an update, a fact and an idle minute', async () => {
  const { read, create: creation, update, fact, idle, check } = await measured();
  expect(cells('transactions')).toEqual([read, creation, update, fact]);
  expect(cells('Aurora DSQL')).toEqual([read, creation, update, fact].map((count) => round(count * MILLION)));
  const perMonth = 30 * 24 * 60 * (idle + check / 5);
  const [, said, dollars] =
    /transactions, ([\d,]+) DPUs at 8\.00 a million +\| ([\d.]+) \|/.exec(DOCUMENT) ?? [];
  expect(Number(said?.replace(',', ''))).toBe(Math.round((perMonth * 0.14) / 100) * 100);
  expect(Number(dollars)).toBe(round((perMonth * 0.14 * 8) / 1e6));
});

it('costs add up', () => {
  const parts = [
    'API Gateway, 3.50',
    'Lambda, 0.20',
    'Aurora DSQL',
    'SQS, 0.40',
    'SNS, 0.50',
    'EventBridge',
  ].map(cells);
  const sums = [0, 1, 2, 3].map((column) => round(parts.reduce((sum, row) => sum + (row[column] ?? 0), 0)));
  expect(cells('together at most')).toEqual(sums);
});

const round = (amount: number): number => Math.round(amount * 100) / 100;
