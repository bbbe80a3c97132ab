import { instantOf, type Instant } from '@product-service/events';
import { Product, productIdOf, type OutboxEntry, type ProductRepository } from '@product-service/product';
import type { Database } from '../database.js';
import { dsqlOutbox } from '../outbox.js';
import { dsqlProducts, type DsqlProductsOptions } from '../products.js';

export const at = (second: number): Instant => instantOf(new Date(Date.UTC(2026, 0, 1, 0, 0, second)));

/** The repository over `database`, with a record of its callbacks. */
export const openProducts = (database: Database, options: Partial<DsqlProductsOptions> = {}) => {
  const stamped: string[] = [];
  const commits: number[] = [];
  const products = dsqlProducts({
    database,
    stampHeaders: ({ type }) => {
      stamped.push(type);
      return { traceparent: `00-${stamped.length}` };
    },
    onCommit: async (committed) => {
      if ((await committed) !== false) commits.push(Date.now());
    },
    ...options,
  });
  return { products, stamped, commits };
};

/** Creates a product as the use case does. */
export const create = (products: ProductRepository, name = 'Flat White', price = 3.45) =>
  products.create(productIdOf(name), (existing) =>
    existing
      ? { product: existing, outcome: existing.createAgain({ name, price }, at(0)) }
      : { product: Product.create({ name, price }, at(0)), outcome: 'created' as const },
  );

/** Increases the price of `FLATWHITE` by 1. */
export const raisePrice = (products: ProductRepository) =>
  products.update('FLATWHITE', (product) =>
    product.changeDetails({ name: 'Flat White', price: product.state.price + 1 }, at(1)),
  );

/** All due entries, read page by page like the relay. */
export const dueEntries = async (database: Database): Promise<OutboxEntry[]> => {
  const outbox = dsqlOutbox({ database });
  const entries: OutboxEntry[] = [];
  let next: string | undefined;
  do {
    const page = await outbox.due(100, next);
    entries.push(...page.backlogs.flatMap((backlog) => backlog.entries));
    next = page.next;
  } while (next !== undefined);
  return entries;
};
