import type { EventCatalogue, Headers, PriceBracket, ProductEventType } from '@product-service/events';
import type { ColumnType, Generated } from 'kysely';

/** A schema of our own: on Aurora DSQL nobody can be granted access to `public`. */
export const SCHEMA = 'product_api';

/** The database role that functions connect as. It may do what they do, and nothing else. */
export const APPLICATION_ROLE = 'product_api_function';

/** Written as JSON text, read as what that says. */
type Json<T> = ColumnType<T, string, string>;
/** Exact: a number on its way in, text on its way out. */
type Numeric = ColumnType<string, number, number>;

export interface ProductTable {
  id: string;
  name: string;
  price: Numeric;
  stock_level: number;
  price_brackets: Json<readonly PriceBracket[]>;
  version: number;
  updated_at: Date;
  /** Set in a tombstone. */
  deleted_at: Date | null;
  /** Marks of the newest facts; times as text, as they may be finer than the microseconds of a timestamp. */
  pricing_as_of: string | null;
  pricing_event_id: string | null;
  stock_as_of: string | null;
  stock_event_id: string | null;
  /** The call that wrote the row last: it finds out by this whether its COMMIT got through. */
  last_change_id: string;
}

export interface OutboxTable {
  event_id: string;
  product_id: string;
  product_version: number;
  type: ProductEventType;
  data: Json<EventCatalogue[ProductEventType]>;
  occurred_at: Date;
  headers: Json<Headers>;
  rejections: Generated<number>;
  /** Until then the product's events stay here. In the year 9999 for a parked one. */
  held_until: Date | null;
  parked_at: Date | null;
  last_error: string | null;
}

export interface MigrationTable {
  step: string;
  applied_at: Generated<Date>;
}

export interface Schema {
  products: ProductTable;
  outbox: OutboxTable;
  migrations: MigrationTable;
}
