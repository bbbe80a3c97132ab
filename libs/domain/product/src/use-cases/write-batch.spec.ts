import { instantOf } from '@product-service/events';
import { InMemoryDatabase } from '../testing/in-memory-database.js';
import { createProduct } from './create-product.js';
import { updateProduct } from './update-product.js';
import { writeBatch, type BatchItem } from './write-batch.js';

const dependencies = (products = new InMemoryDatabase()) => ({
  products,
  now: () => instantOf(new Date('2026-11-22T09:30:00Z')),
});
const create = (name: string, price = 1): BatchItem => ({ action: 'create', command: { name, price } });
const update = (id: string, price: number): BatchItem => ({
  action: 'update',
  command: { id, name: id, price },
});
const always = () => true;

describe('a batch of writes', () => {
  it('gives the outcome of each item, in order; one that fails affects no other', async () => {
    const products = new InMemoryDatabase();
    const write = writeBatch({
      create: createProduct(dependencies(products)),
      update: updateProduct(dependencies(products)),
    });
    const items = [create('Latte'), create('x'), update('UNKNOWN', 2), create('Mocha'), create('Latte', 2)];
    expect(await write(items, always)).toMatchObject([
      { action: 'create', result: { outcome: 'created', product: { productId: 'LATTE' } } },
      { action: 'failed', error: { code: 'product/invalid-name' } },
      { action: 'failed', error: { code: 'product/not-found' } },
      { action: 'create', result: { product: { productId: 'MOCHA' } } },
      { action: 'failed', error: { code: 'product/already-exists' } },
    ]);
    expect(products.unpublished).toHaveLength(2);
  });

  it('writes one product in the order of the items, and several products at the same time', async () => {
    const log: string[] = [];
    const run = async (command: { name: string; price: number }): Promise<never> => {
      log.push(`${command.name} ${command.price} begins`);
      await new Promise((resolve) => setTimeout(resolve, 5));
      log.push(`${command.name} ${command.price} ends`);
      throw new Error('not needed');
    };
    await writeBatch({ create: run, update: run })(
      [create('LATTE', 1), update('LATTE', 2), create('MOCHA', 1)],
      always,
    );
    expect(log).toEqual([
      'LATTE 1 begins',
      'MOCHA 1 begins',
      'LATTE 1 ends',
      'LATTE 2 begins',
      'MOCHA 1 ends',
      'LATTE 2 ends',
    ]);
  });

  it('begins no write once the time is over', async () => {
    const products = new InMemoryDatabase();
    let writes = 0;
    const write = writeBatch({
      create: async (command) => {
        writes += 1;
        return createProduct(dependencies(products))(command);
      },
      update: updateProduct(dependencies(products)),
    });
    const items = Array.from({ length: 20 }, (_, index) => create(`Latte ${index}`));
    const outcomes = await write(items, () => writes < 7);
    expect(outcomes.filter(({ action }) => action === 'create')).toHaveLength(7);
    expect(outcomes.filter(({ action }) => action === 'not-attempted')).toHaveLength(13);
    expect(products.unpublished).toHaveLength(7);
  });
});
