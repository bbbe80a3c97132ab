import type { EveryField } from '@product-service/events';
import type { Insertable } from 'kysely';
import type { NewEntry } from './outbox-entries.js';
import { prepared, type ParameterOf } from './prepared.js';
import type { ProductTable } from './schema.js';

type NewRow = EveryField<Insertable<ProductTable>>;

/** By name: PostgreSQL rejects a prepared `SELECT *` as soon as a migration has added a column. */
export const PRODUCT_COLUMNS = [
  'id',
  'name',
  'price',
  'stock_level',
  'price_brackets',
  'version',
  'updated_at',
  'deleted_at',
  'pricing_as_of',
  'pricing_event_id',
  'stock_as_of',
  'stock_event_id',
  'last_change_id',
] as const satisfies readonly (keyof ProductTable)[];

export const FIND_PRODUCT = prepared('find product', (builder, parameter: ParameterOf<{ id: string }>) =>
  builder.selectFrom('products').select(PRODUCT_COLUMNS).where('id', '=', parameter('id')),
);

/** The columns of a product that change, as parameters. */
const changeable = (parameter: ParameterOf<NewRow>): Omit<NewRow, 'id'> => ({
  name: parameter('name'),
  price: parameter('price'),
  stock_level: parameter('stock_level'),
  price_brackets: parameter('price_brackets'),
  version: parameter('version'),
  updated_at: parameter('updated_at'),
  deleted_at: parameter('deleted_at'),
  pricing_as_of: parameter('pricing_as_of'),
  pricing_event_id: parameter('pricing_event_id'),
  stock_as_of: parameter('stock_as_of'),
  stock_event_id: parameter('stock_event_id'),
  last_change_id: parameter('last_change_id'),
});

/** Inserts no row if the id exists. */
export const INSERT_PRODUCT = prepared('insert product', (builder, parameter: ParameterOf<NewRow>) =>
  builder
    .insertInto('products')
    .values({ id: parameter('id'), ...changeable(parameter) })
    .onConflict((conflict) => conflict.column('id').doNothing()),
);

/** Updates no row if the product is no longer at the replaced version. */
export const REPLACE_PRODUCT = prepared(
  'replace product',
  (builder, parameter: ParameterOf<NewRow & { readonly replaced_version: number }>) =>
    builder
      .updateTable('products')
      .set(changeable(parameter as ParameterOf<NewRow>))
      .where('id', '=', parameter('id'))
      .where('version', '=', parameter('replaced_version')),
);

export const INSERT_ENTRY = prepared('insert outbox entry', (builder, parameter: ParameterOf<NewEntry>) =>
  builder.insertInto('outbox').values({
    event_id: parameter('event_id'),
    product_id: parameter('product_id'),
    product_version: parameter('product_version'),
    type: parameter('type'),
    data: parameter('data'),
    occurred_at: parameter('occurred_at'),
    headers: parameter('headers'),
  }),
);
