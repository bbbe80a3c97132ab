import { sql } from 'kysely';
import { prepared, type ParameterOf } from './prepared.js';
import { LISTED_COLUMNS } from './product-rows.js';

/** Which products a page by id has: with deleted ones or not, from the start or after a position. */
const pageById = (includeDeleted: boolean, hasPosition: boolean) =>
  prepared(
    `list ${includeDeleted ? 'all' : 'current'} products${hasPosition ? ', next page' : ''}`,
    (builder, parameter: ParameterOf<{ after: string; limit: number }>) => {
      let products = builder.selectFrom('products').select(LISTED_COLUMNS);
      if (!includeDeleted) products = products.where('deleted_at', 'is', null);
      if (hasPosition) products = products.where('id', '>', parameter('after'));
      return products.orderBy('id').limit(parameter('limit'));
    },
  );

export const PAGE_BY_ID = {
  current: { first: pageById(false, false), next: pageById(false, true) },
  all: { first: pageById(true, false), next: pageById(true, true) },
};

const changes = (hasPosition: boolean) =>
  prepared(
    `list changes${hasPosition ? ', next page' : ''}`,
    (builder, parameter: ParameterOf<{ since: Date; after: string; limit: number }>) => {
      const products = builder.selectFrom('products').select(LISTED_COLUMNS);
      const position = sql<boolean>`(${sql.ref('updated_at')}, ${sql.ref('id')}) > (${parameter('since')}, ${parameter('after')})`;
      const start = hasPosition
        ? products.where(position)
        : products.where('updated_at', '>=', parameter('since'));
      return start.orderBy('updated_at').orderBy('id').limit(parameter('limit'));
    },
  );

export const PAGE_OF_CHANGES = { first: changes(false), next: changes(true) };
