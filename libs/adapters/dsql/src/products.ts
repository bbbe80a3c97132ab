import { Product, productNotFound, type ProductRepository } from '@product-service/product';
import type { Database } from './database.js';
import type { StampHeaders } from './outbox-entries.js';
import { couldExist, listPage } from './product-list.js';
import { stateOf, type ProductRow } from './product-rows.js';
import { FIND_PRODUCT } from './product-statements.js';
import { writeProduct, type OnCommit } from './product-write.js';
import { checkRequests } from './repeatable-requests.js';
import { withRetry, VersionConflictError } from './retry.js';

export interface DsqlProductsOptions {
  readonly database: Database;
  /** Called once for each event, even if the write is retried. */
  readonly stampHeaders: StampHeaders;
  /**
   * Called and awaited for a transaction with events, when its COMMIT has been sent. The argument resolves to whether it was
   * committed; without one, it was. Errors are ignored.
   */
  readonly onCommit: OnCommit;
}

/**
 * Products in Aurora DSQL or PostgreSQL. Round trips to the database: `find` and `list` 1; pipelined `create` 2 and `update` 3,
 * otherwise 4 and 5; and one more with a request that may be sent again.
 * Beyond the port's errors, calls reject with a ConnectionError if the database cannot be reached.
 */
export const dsqlProducts = ({
  database,
  stampHeaders,
  onCommit,
}: DsqlProductsOptions): ProductRepository => {
  const { kysely } = database;
  const dependencies = { database, stampHeaders, onCommit };
  const load = async (id: string): Promise<ProductRow | undefined> =>
    couldExist(id) ? (await kysely.executeQuery(FIND_PRODUCT({ id }))).rows[0] : undefined;

  return {
    async find(id) {
      const row = await withRetry(() => load(id));
      return row && !row.deleted_at ? Product.restore(stateOf(row)) : undefined;
    },

    list: (query) => withRetry(() => listPage(kysely, query)),

    checkRequests: (requests) => withRetry(() => checkRequests(kysely, requests)),

    create: (id, change, request) =>
      writeProduct(dependencies, request, async (write) => {
        // Most ids are free, so insert first and read only on a conflict. Invalid details fail before a connection is used.
        const created = change(undefined);
        if (await write.insert(created)) return created;
        const row = await load(id);
        const earlier = write.recoverOutcome(row);
        if (earlier) return earlier;
        if (!row) throw new VersionConflictError(`The product ${id} no longer exists.`);
        const changed = change(Product.restore(stateOf(row)));
        if (changed.product.state.version !== row.version) await write.replace(row.version, changed);
        return changed;
      }),

    update: (id, change, request) =>
      writeProduct(dependencies, request, async (write) => {
        const row = await load(id);
        const earlier = write.recoverOutcome(row);
        if (earlier) return earlier;
        if (!row || row.deleted_at) throw productNotFound();
        const product = Product.restore(stateOf(row));
        const changed = { product, outcome: change(product) };
        if (product.state.version !== row.version) await write.replace(row.version, changed);
        return changed;
      }),
  };
};
