import {
  keyReused,
  Product,
  REQUEST_KEPT_HOURS,
  type Change,
  type RepeatableRequest,
} from '@product-service/product';
import { sql, type Insertable, type Kysely } from 'kysely';
import { prepared, type ParameterOf } from './prepared.js';
import type { RepeatableRequestTable, Schema } from './schema.js';
import type { Transaction } from './transaction.js';

/** The key of a request is in use. The request was sent before, or its row has expired. */
export class RequestKeyTakenError extends Error {
  override readonly name = 'RequestKeyTakenError';
}

/**
 * Keeps the outcome of a request, in the transaction of its change. If the same request is sent twice at the same time, the
 * second one waits here or fails at COMMIT, with a conflict.
 * @throws RequestKeyTakenError
 */
export const keepOutcome = async <T>(
  transaction: Transaction,
  { key, fingerprint }: RepeatableRequest,
  { product, outcome }: Change<T>,
): Promise<void> => {
  const insertedRows = await transaction.execute(
    INSERT_REQUEST({
      key,
      fingerprint,
      product: JSON.stringify(product.state),
      outcome: outcome === undefined ? null : JSON.stringify(outcome),
      expires_at: new Date(Date.now() + REQUEST_KEPT_HOURS * 3_600_000),
    }),
  );
  if (insertedRows !== 1) throw new RequestKeyTakenError('This request was sent before.');
};

const INSERT_REQUEST = prepared(
  'insert request',
  (builder, parameter: ParameterOf<Insertable<RepeatableRequestTable>>) =>
    builder
      .insertInto('repeatable_requests')
      .values({
        key: parameter('key'),
        fingerprint: parameter('fingerprint'),
        product: parameter('product'),
        outcome: parameter('outcome'),
        expires_at: parameter('expires_at'),
      })
      .onConflict((conflict) => conflict.column('key').doNothing()),
);

/**
 * The outcome of the same request when it was sent before; `undefined` if it was not, or too long ago.
 * @throws DomainError product/key-reused
 */
export const keptOutcome = async <T>(
  kysely: Kysely<Schema>,
  { key, fingerprint }: RepeatableRequest,
): Promise<Change<T> | undefined> => {
  const kept = await kysely
    .selectFrom('repeatable_requests')
    .select(['fingerprint', 'product', 'outcome', IS_CURRENT])
    .where('key', '=', key)
    .executeTakeFirst();
  if (!kept?.is_current) return undefined;
  if (kept.fingerprint !== fingerprint) throw keyReused();
  return { product: Product.restore(kept.product), outcome: (kept.outcome ?? undefined) as T };
};

/** Checks many keys by one statement. @throws DomainError product/key-reused */
export const checkRequests = async (
  kysely: Kysely<Schema>,
  requests: readonly RepeatableRequest[],
): Promise<void> => {
  const fingerprints = new Map(requests.map(({ key, fingerprint }) => [key, fingerprint]));
  const kept = await kysely
    .selectFrom('repeatable_requests')
    .select(['key', 'fingerprint', IS_CURRENT])
    .where('key', 'in', [...fingerprints.keys()])
    .execute();
  if (kept.some(({ key, fingerprint, is_current }) => is_current && fingerprints.get(key) !== fingerprint)) {
    throw keyReused();
  }
};

const IS_CURRENT = sql<boolean>`${sql.ref('expires_at')} > now()`.as('is_current');

/** Frees the key of an expired request. */
export const removeExpired = async (kysely: Kysely<Schema>, { key }: RepeatableRequest): Promise<void> => {
  await kysely
    .deleteFrom('repeatable_requests')
    .where('key', '=', key)
    .where('expires_at', '<=', sql<Date>`now()`)
    .execute();
};
