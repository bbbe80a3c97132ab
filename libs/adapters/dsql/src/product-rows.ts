import { instantOf, toMilliseconds, type EveryField, type Instant } from '@product-service/events';
import type { FactMark, ListedProduct, ProductState, ProductSummary } from '@product-service/product';
import type { Insertable, Selectable } from 'kysely';
import type { ProductTable } from './schema.js';

export type ProductRow = Selectable<ProductTable>;

/** Maps a product to its row. */
export const rowOf = (state: ProductState, changeId: string): EveryField<Insertable<ProductTable>> => ({
  id: state.id,
  name: state.name,
  price: state.price,
  stock_level: state.stockLevel,
  price_brackets: JSON.stringify(state.priceBrackets),
  version: state.version,
  updated_at: dateOf(state.updatedAt),
  deleted_at: state.deletedAt ? dateOf(state.deletedAt) : null,
  pricing_as_of: state.pricingAsOf?.time ?? null,
  pricing_event_id: state.pricingAsOf?.eventId ?? null,
  stock_as_of: state.stockAsOf?.time ?? null,
  stock_event_id: state.stockAsOf?.eventId ?? null,
  last_change_id: changeId,
});

/** Maps a row to the product's state. */
export const stateOf = (row: ProductRow): EveryField<ProductState> => ({
  id: row.id,
  name: row.name,
  price: Number(row.price),
  stockLevel: row.stock_level,
  priceBrackets: row.price_brackets,
  version: row.version,
  updatedAt: instantOf(row.updated_at),
  deletedAt: row.deleted_at ? instantOf(row.deleted_at) : undefined,
  pricingAsOf: markOf(row.pricing_as_of, row.pricing_event_id),
  stockAsOf: markOf(row.stock_as_of, row.stock_event_id),
});

/** The columns of a product in a list. Brackets are too large for it. */
export const LISTED_COLUMNS = [
  'id',
  'name',
  'price',
  'stock_level',
  'version',
  'updated_at',
  'deleted_at',
] as const;
export type ListedRow = Pick<ProductRow, (typeof LISTED_COLUMNS)[number]>;

export const listedOf = (row: ListedRow): EveryField<ListedProduct> => ({
  summary: summaryOf(row),
  version: row.version,
  updatedAt: instantOf(row.updated_at),
  deletedAt: row.deleted_at ? instantOf(row.deleted_at) : undefined,
});

const summaryOf = (row: ListedRow): EveryField<ProductSummary> => ({
  productId: row.id,
  name: row.name,
  price: Number(row.price),
  stockLevel: row.stock_level,
});

/** Our own times have millisecond precision. */
export const dateOf = (instant: Instant): Date => new Date(toMilliseconds(instant));

const markOf = (time: string | null, eventId: string | null): FactMark | undefined =>
  time === null || eventId === null ? undefined : { time: time as Instant, eventId };
