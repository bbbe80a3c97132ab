import type { EventCatalogue, Headers, PriceBracket, ProductEventType } from '@product-service/events';
import type { ProductState } from '@product-service/product';
import type { ColumnType, Generated } from 'kysely';

/** Our own schema: Aurora DSQL cannot grant access to `public`. */
export const SCHEMA = 'product_api';

/** The database role of the functions. It has only the privileges that they need. */
export const APPLICATION_ROLE = 'product_api_function';

/** Written as JSON text, read as a parsed value. */
type Json<T> = ColumnType<T, string, string>;
/** Exact decimal: written as a number, read as text. */
type Numeric = ColumnType<string, number, number>;

export interface ProductTable {
  id: string;
  name: string;
  price: Numeric;
  stock_level: number;
  price_brackets: Json<readonly PriceBracket[]>;
  version: number;
  updated_at: Date;
  /** Set for a deleted product (tombstone). */
  deleted_at: Date | null;
  /** Marks of the newest facts. Times are text, because they may be finer than a timestamp's microseconds. */
  pricing_as_of: string | null;
  pricing_event_id: string | null;
  stock_as_of: string | null;
  stock_event_id: string | null;
  /** Id of the call that wrote the row last. It shows whether an unanswered COMMIT succeeded. */
  last_change_id: string;
  /** Each announcement writes it, with a new value: so it conflicts with concurrent writes of the product. Never read. */
  last_announcement_id: ColumnType<never, never, string>;
}

export interface OutboxTable {
  event_id: string;
  product_id: string;
  product_version: number;
  type: ProductEventType;
  data: Json<EventCatalogue[ProductEventType]>;
  /** Since when the entry waits: the time of the change or of the announcement. */
  occurred_at: Date;
  /** The event's time, if it is not `occurred_at`: an announcement's time is that of the last change. */
  event_time: Date | null;
  headers: Json<Headers>;
  rejections: Generated<number>;
  /** The product's events are not published before this time. In the year 9999 for a parked entry. */
  held_until: Date | null;
  parked_at: Date | null;
  last_error: string | null;
}

/** Requests that changed a product and may be sent again. */
export interface RepeatableRequestTable {
  key: string;
  fingerprint: string;
  /** The product as the request left it. */
  product: Json<ProductState>;
  /** Null if the request has no outcome. */
  outcome: ColumnType<unknown, string | null, never>;
  expires_at: Date;
}

export interface MigrationTable {
  step: string;
  applied_at: Generated<Date>;
}

export interface Schema {
  products: ProductTable;
  outbox: OutboxTable;
  repeatable_requests: RepeatableRequestTable;
  migrations: MigrationTable;
}
