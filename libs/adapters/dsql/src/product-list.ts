import { MAX_NAME_LENGTH, type ListPage, type ListPosition, type ListQuery } from '@product-service/product';
import { sql, type Kysely } from 'kysely';
import { dateOf, LISTED_COLUMNS, listedOf, type ListedRow } from './product-rows.js';
import type { Schema } from './schema.js';
import { instantOf, type Instant } from '@product-service/events';

/** PostgreSQL rejects NUL and lone surrogates even in a comparison. No id is longer than a name may be. */
export const couldExist = (id: string): boolean =>
  id.isWellFormed() && !id.includes('\0') && [...id].length <= MAX_NAME_LENGTH;

/**
 * Reads a page of products by one statement. It starts at the position in an index and reads no more rows than the page has,
 * so its cost depends neither on the size of the catalogue nor on the number of the page.
 */
export const listPage = async (kysely: Kysely<Schema>, query: ListQuery): Promise<ListPage> => {
  const { ids, updatedSince } = query;
  return updatedSince !== undefined && !ids
    ? listByChange(kysely, { ...query, updatedSince })
    : listById(kysely, query);
};

const listById = async (
  kysely: Kysely<Schema>,
  { limit, ids, updatedSince, includeDeleted, after }: ListQuery,
): Promise<ListPage> => {
  const wanted = ids?.filter(couldExist);
  if (wanted?.length === 0) return { products: [] };
  let products = kysely.selectFrom('products').select(LISTED_COLUMNS);
  if (!includeDeleted) products = products.where('deleted_at', 'is', null);
  if (wanted) products = products.where('id', 'in', wanted);
  if (updatedSince !== undefined) products = products.where('updated_at', '>=', dateOf(updatedSince));
  if (after) products = products.where('id', '>', after.id);
  const rows = await products
    .orderBy('id')
    .limit(limit + 1)
    .execute();
  return pageOf(rows, limit, ({ id }) => ({ id }));
};

const listByChange = async (
  kysely: Kysely<Schema>,
  { limit, updatedSince, includeDeleted, after }: ListQuery & { readonly updatedSince: Instant },
): Promise<ListPage> => {
  const changes = kysely.selectFrom('products').select(LISTED_COLUMNS);
  const start = after
    ? changes.where(
        sql<boolean>`(${sql.ref('updated_at')}, ${sql.ref('id')}) > (${dateOf(after.updatedAt ?? updatedSince)}, ${after.id})`,
      )
    : changes.where('updated_at', '>=', dateOf(updatedSince));
  const rows = await start
    .orderBy('updated_at')
    .orderBy('id')
    .limit(limit + 1)
    .execute();
  const page = pageOf(rows, limit, (row) => ({ id: row.id, updatedAt: instantOf(row.updated_at) }));
  // Deleted products count for the limit: to skip them in the statement, it might have to read very many.
  return includeDeleted ? page : { ...page, products: page.products.filter(({ deletedAt }) => !deletedAt) };
};

/** One row more than the limit shows that there is another page. */
const pageOf = (
  rows: readonly ListedRow[],
  limit: number,
  positionOf: (row: ListedRow) => ListPosition,
): ListPage => {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    products: page.map(listedOf),
    next: last && rows.length > limit ? positionOf(last) : undefined,
  };
};
