import type { CatalogueReset, ResetRows } from '../ports/catalogue-reset.js';
import { MAX_COUNT } from '../ports/outbox-administration.js';

const MAX_ROWS = 1_000;

/** In-memory fake of the port, over the maps of the in-memory database. */
export const inMemoryCatalogueReset = (tables: ResetRows<Map<string, unknown>>): CatalogueReset => {
  const ofEach = <T>(use: (rows: Map<string, unknown>) => T): ResetRows<T> => ({
    products: use(tables.products),
    events: use(tables.events),
    requests: use(tables.requests),
  });
  return {
    count: async () => ofEach(({ size }) => ({ count: Math.min(size, MAX_COUNT), isMore: size > MAX_COUNT })),
    deleteSome: async () =>
      ofEach((rows) => {
        const keys = [...rows.keys()].slice(0, MAX_ROWS);
        for (const key of keys) rows.delete(key);
        return keys.length;
      }),
  };
};
