import type { Pool } from 'pg';
import type { FunctionFolder } from '../functions/deployed-function.js';
import { batchOf, headersOf, sqsEvent } from '../functions/events.js';

/** A function to measure, with the events that it gets. */
export interface Subject {
  readonly folder: FunctionFolder;
  /** Makes what the function processes, and returns the event of the run. */
  readonly prepare: (products: readonly string[], isTraced: boolean) => Promise<string>;
}

const details = { name: 'Flat White', price: 3.45 };
const priceBrackets = [1, 5, 10, 25, 50].map((quantity) => ({ quantity, price: 3.45 }));

/** The functions, in the order in which a change and a fact go through them. */
export const subjects = (pool: Pool): readonly Subject[] => [
  {
    folder: 'product-api/outbox-processor',
    async prepare(products, isTraced) {
      await fillOutbox(pool, products, isTraced);
      return sqsEvent(['{}']);
    },
  },
  {
    folder: 'product-event-publisher/publish-public-events',
    prepare: async (products, isTraced) =>
      batchOf(
        'sns',
        'product.productCreated',
        products,
        (productId) => ({ productId, ...details }),
        isTraced,
      ),
  },
  {
    folder: 'product-acl/translate-stock-updated',
    prepare: async (products, isTraced) =>
      batchOf(
        'eventbridge',
        'inventory.stockUpdated.v1',
        products,
        (productId) => ({ productId, newStockLevel: 5 }),
        isTraced,
      ),
  },
  {
    folder: 'product-acl/translate-pricing-calculated',
    prepare: async (products, isTraced) =>
      batchOf(
        'eventbridge',
        'pricing.pricingCalculated.v1',
        products,
        (productId) => ({ productId, priceBrackets }),
        isTraced,
      ),
  },
  {
    folder: 'product-api/handle-stock-updated',
    prepare: async (products, isTraced) =>
      batchOf(
        'sns',
        'product.stockUpdated',
        products,
        (productId) => ({ productId, stockLevel: Math.floor(Math.random() * 1e9) }),
        isTraced,
      ),
  },
  {
    folder: 'product-api/handle-pricing-changed',
    prepare: async (products, isTraced) =>
      batchOf(
        'sns',
        'product.pricingChanged',
        products,
        (productId) => ({
          productId,
          priceBrackets: [{ quantity: 1, price: Math.floor(Math.random() * 1e9) }],
        }),
        isTraced,
      ),
  },
];

/** One created product's event for each id. */
export const fillOutbox = async (
  pool: Pool,
  products: readonly string[],
  isTraced: boolean,
): Promise<void> => {
  await pool.query(
    `INSERT INTO product_api.outbox (event_id, product_id, product_version, type, data, occurred_at, headers)
     SELECT gen_random_uuid(), id, 1, 'product.productCreated',
            json_build_object('productId', id, 'name', $2::text, 'price', $3::float8), now(), $4::json
     FROM unnest($1::text[]) AS id`,
    [products, details.name, details.price, JSON.stringify(headersOf(isTraced))],
  );
};

/** Products to which facts are applied. */
export const createProducts = async (pool: Pool, products: readonly string[]): Promise<void> => {
  await pool.query(
    `INSERT INTO product_api.products (id, name, price, stock_level, price_brackets, version, updated_at, last_change_id)
     SELECT id, $2, $3, 0, '[]', 1, now(), gen_random_uuid() FROM unnest($1::text[]) AS id`,
    [products, details.name, details.price],
  );
};
