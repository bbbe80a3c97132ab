import { catalogueResetContract } from './catalogue-reset-contract.js';
import { InMemoryDatabase } from './in-memory-database.js';
import { listContract } from './list-contract.js';
import { outboxAdministrationContract } from './outbox-administration-contract.js';
import { outboxContract } from './outbox-contract.js';
import { productAnnouncementsContract } from './product-announcements-contract.js';
import { productRepositoryContract } from './product-repository-contract.js';
import { repeatedRequestsContract } from './repeated-requests-contract.js';

productRepositoryContract('in memory', async () => {
  const database = new InMemoryDatabase();
  return { products: database, outbox: database };
});

productAnnouncementsContract('in memory', async () => {
  const database = new InMemoryDatabase();
  return { products: database, announcements: database, outbox: database };
});

outboxContract('in memory', async () => {
  let now = 0;
  const database = new InMemoryDatabase(() => now);
  const pass = async (seconds: number) => {
    now += seconds * 1000;
  };
  return { products: database, outbox: database, pass };
});

outboxAdministrationContract('in memory', async () => {
  const database = new InMemoryDatabase();
  return { products: database, outbox: database, administration: database.administration };
});

catalogueResetContract('in memory', async () => {
  const database = new InMemoryDatabase();
  return { products: database, outbox: database, reset: database.reset };
});

listContract('in memory', async () => ({ products: new InMemoryDatabase() }));

repeatedRequestsContract('in memory', async () => {
  let now = 0;
  const database = new InMemoryDatabase(() => now);
  const passDay = async () => {
    now += 24 * 3_600_000;
  };
  return { products: database, outbox: database, passDay };
});
