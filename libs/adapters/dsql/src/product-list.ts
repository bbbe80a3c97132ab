import { MAX_NAME_LENGTH, type ListPage, type ListPosition, type ListQuery } from '@product-service/product';
import type { Kysely } from 'kysely';
import { PAGE_BY_ID, PAGE_OF_CHANGES } from './list-statements.js';
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

const listById = async (kysely: Kysely<Schema>, query: ListQuery): Promise<ListPage> => {
  const { limit, includeDeleted, after } = query;
  const { first, next } = includeDeleted ? PAGE_BY_ID.all : PAGE_BY_ID.current;
  const statement = after ? next : first;
  const rows = query.ids
    ? await listIds(kysely, { ...query, ids: query.ids })
    : (await kysely.executeQuery(statement({ limit: limit + 1, after: after?.id ?? '' }))).rows;
  return pageOf(rows, limit, ({ id }) => ({ id }));
};

/** Is not prepared: the text of the statement depends on the number of ids. */
const listIds = async (
  kysely: Kysely<Schema>,
  { limit, ids, updatedSince, includeDeleted, after }: ListQuery & { readonly ids: readonly string[] },
): Promise<ListedRow[]> => {
  const wanted = ids.filter(couldExist);
  if (wanted.length === 0) return [];
  let products = kysely.selectFrom('products').select(LISTED_COLUMNS).where('id', 'in', wanted);
  if (!includeDeleted) products = products.where('deleted_at', 'is', null);
  if (updatedSince !== undefined) products = products.where('updated_at', '>=', dateOf(updatedSince));
  if (after) products = products.where('id', '>', after.id);
  return products
    .orderBy('id')
    .limit(limit + 1)
    .execute();
};

const listByChange = async (
  kysely: Kysely<Schema>,
  { limit, updatedSince, includeDeleted, after }: ListQuery & { readonly updatedSince: Instant },
): Promise<ListPage> => {
  const statement = after ? PAGE_OF_CHANGES.next : PAGE_OF_CHANGES.first;
  const since = dateOf(after?.updatedAt ?? updatedSince);
  const { rows } = await kysely.executeQuery(statement({ limit: limit + 1, since, after: after?.id ?? '' }));
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
