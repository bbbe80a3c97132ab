import { DatabaseSync } from 'node:sqlite';
import type { AnyEvent, PublicEventType } from '@product-service/events';

export type ProductEvent = AnyEvent<PublicEventType<'v2'> | 'product.productAnnounced.v1'>;

/**
 * A copy of the catalogue in SQLite, with a history of prices. Any database with transactions does the same.
 * A deleted product keeps its row and its version: otherwise a late event would bring it back.
 */
export class ProductCopy {
  readonly #database: DatabaseSync;

  constructor(file: string) {
    this.#database = new DatabaseSync(file);
    this.#database.exec(`
      CREATE TABLE IF NOT EXISTS products (id TEXT PRIMARY KEY, version INTEGER NOT NULL, name TEXT, price REAL);
      CREATE TABLE IF NOT EXISTS prices (product_id TEXT, version INTEGER, price REAL);
    `);
  }

  /**
   * Applies an event, or returns false if it is not above the version that is known: it is a repeat, or a newer event came first.
   * **The version and the effect are written in one transaction.** If the process stops between them, none is written, and the
   * message, which is not deleted yet, arrives again.
   */
  apply({ data }: ProductEvent): boolean {
    const { name, price } = 'name' in data ? data : { name: null, price: null };
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      const isNew = this.#advance(data.productId, data.version, name, price);
      // The effect. Replace it by yours.
      if (isNew) {
        this.#database
          .prepare('INSERT INTO prices (product_id, version, price) VALUES (?, ?, ?)')
          .run(data.productId, data.version, price);
      }
      this.#database.exec('COMMIT');
      return isNew;
    } catch (error) {
      this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  close(): void {
    this.#database.close();
  }

  /** The condition is in the statement, so that two consumers cannot both read the old version and then write. */
  #advance(id: string, version: number, name: string | null, price: number | null): boolean {
    const { changes } = this.#database
      .prepare(
        `INSERT INTO products (id, version, name, price) VALUES (?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET version = excluded.version, name = excluded.name, price = excluded.price
         WHERE excluded.version > products.version`,
      )
      .run(id, version, name, price);
    return changes === 1;
  }
}
