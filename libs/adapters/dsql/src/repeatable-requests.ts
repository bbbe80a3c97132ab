import {
  keyReused,
  Product,
  REQUEST_KEPT_HOURS,
  type Change,
  type RepeatableRequest,
} from '@product-service/product';
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Schema } from './schema.js';

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
  transaction: Kysely<Schema>,
  { key, fingerprint }: RepeatableRequest,
  { product, outcome }: Change<T>,
): Promise<void> => {
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('repeatable_requests')
    .values({
      key,
      fingerprint,
      product: JSON.stringify(product.state),
      outcome: outcome === undefined ? null : JSON.stringify(outcome),
      expires_at: new Date(Date.now() + REQUEST_KEPT_HOURS * 3_600_000),
    })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows !== 1n) throw new RequestKeyTakenError('This request was sent before.');
};

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
