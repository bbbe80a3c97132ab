import { InMemoryDatabase } from './in-memory-database.js';
import { outboxContract } from './outbox-contract.js';
import { productRepositoryContract } from './product-repository-contract.js';

productRepositoryContract('in memory', async () => {
  const database = new InMemoryDatabase();
  return { products: database, outbox: database };
});

outboxContract('in memory', async () => {
  let now = 0;
  const database = new InMemoryDatabase(() => now);
  const pass = async (seconds: number) => {
    now += seconds * 1000;
  };
  return { products: database, outbox: database, pass };
});
