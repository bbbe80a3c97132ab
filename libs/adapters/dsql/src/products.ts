import {
  MAX_NAME_LENGTH,
  Product,
  productNotFound,
  viewOf,
  type ProductRepository,
} from '@product-service/product';
import type { Database } from './database.js';
import { stateOf, SUMMARY_COLUMNS, summaryOf, type ProductRow } from './product-rows.js';
import { writeProduct, type StampHeaders } from './product-write.js';
import { withRetry, VersionConflictError } from './retry.js';

export interface DsqlProductsOptions {
  readonly database: Database;
  /** Called once for each event of a call, however often the call has to try. */
  readonly stampHeaders: StampHeaders;
  /** Called and awaited after events were committed; what it throws is ignored. */
  readonly onCommitted: () => Promise<void>;
}

/**
 * Products in Aurora DSQL or PostgreSQL. In round trips to the database: `find` and `list` 1, `create` 4, `update` 5.
 * Besides what the port says, calls reject with a ConnectionError when the database can't be reached.
 */
export const dsqlProducts = ({
  database: { kysely },
  stampHeaders,
  onCommitted,
}: DsqlProductsOptions): ProductRepository => {
  const dependencies = { kysely, stampHeaders, onCommitted };
  const load = async (id: string): Promise<ProductRow | undefined> =>
    couldExist(id)
      ? await kysely.selectFrom('products').selectAll().where('id', '=', id).executeTakeFirst()
      : undefined;

  return {
    async find(id) {
      const row = await withRetry(() => load(id));
      return row && !row.deleted_at ? viewOf(stateOf(row)) : undefined;
    },

    async list(limit) {
      const rows = await withRetry(() =>
        kysely
          .selectFrom('products')
          .select(SUMMARY_COLUMNS)
          .where('deleted_at', 'is', null)
          .orderBy('name')
          .orderBy('id')
          .limit(limit)
          .execute(),
      );
      return rows.map(summaryOf);
    },

    create: (id, change) =>
      writeProduct(dependencies, async (write) => {
        // Most ids are free: only the database's refusal makes it worth looking. What is invalid costs no connection.
        const created = change(undefined);
        if (await write.insert(created)) return created;
        const row = await load(id);
        const earlier = write.recoverOutcome(row);
        if (earlier) return earlier;
        if (!row) throw new VersionConflictError(`The product ${id} is gone again.`);
        const changed = change(Product.restore(stateOf(row)));
        if (changed.product.state.version !== row.version) await write.replace(row.version, changed);
        return changed;
      }),

    update: (id, change) =>
      writeProduct(dependencies, async (write) => {
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

/** PostgreSQL refuses text with NUL or lone surrogates, even to compare with; no id is longer than a name may be. */
const couldExist = (id: string): boolean =>
  id.isWellFormed() && !id.includes('\0') && [...id].length <= MAX_NAME_LENGTH;
