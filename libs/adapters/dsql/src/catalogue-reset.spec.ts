import { catalogueResetContract } from '@product-service/product/testing';
import { dsqlCatalogueReset } from './catalogue-reset.js';
import { dsqlOutbox } from './outbox.js';
import { openProducts } from './testing/repository.js';
import { useTestDatabase } from './testing/test-database.js';

const test = useTestDatabase();

catalogueResetContract('PostgreSQL', async () => ({
  products: openProducts(test.database).products,
  outbox: dsqlOutbox(test),
  reset: dsqlCatalogueReset(test),
}));
