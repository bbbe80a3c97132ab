import { MAX_COUNT, type BoundedCount } from '@product-service/product';
import { withRetry } from './retry.js';

/** A query that has not been sent yet. */
interface Rows {
  limit(count: number): { execute(): Promise<readonly unknown[]> };
}

/** Counts the rows of a query up to {@link MAX_COUNT}. Reads at most one row more. */
export const countUpTo = async (rows: Rows): Promise<BoundedCount> => {
  const found = await withRetry(() => rows.limit(MAX_COUNT + 1).execute());
  return { count: Math.min(found.length, MAX_COUNT), isMore: found.length > MAX_COUNT };
};
