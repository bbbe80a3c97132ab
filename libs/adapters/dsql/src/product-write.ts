import {
  DomainError,
  Product,
  type Change,
  type RecordedEvent,
  type RepeatableRequest,
} from '@product-service/product';
import { randomUUID } from 'node:crypto';
import { v5 } from 'uuid';
import type { Database } from './database.js';
import { entriesOfWrite, type NewEntry, type StampHeaders } from './outbox-entries.js';
import { rowOf, stateOf, type ProductRow } from './product-rows.js';
import { INSERT_ENTRY, INSERT_PRODUCT, REPLACE_PRODUCT } from './product-statements.js';
import { keepOutcome, keptOutcome, removeExpired, RequestKeyTakenError } from './repeatable-requests.js';
import { isConflict, withRetry, VersionConflictError } from './retry.js';
import type { Statement } from './statement-batch.js';
import { CommitUnansweredError, inTransaction } from './transaction.js';

/** Called with whether the transaction was committed, which never rejects; without an argument if it is known already. */
export type OnCommit = (committed?: Promise<boolean>) => Promise<void>;

/** One logical write of one product. It takes effect once, with the same event ids and headers in every attempt. */
export interface ProductWrite<T> {
  /** Inserts a new product. Returns false if the id exists. */
  insert(change: Change<T>): Promise<boolean>;
  /** Replaces the version that was read. @throws VersionConflictError if it is no longer current */
  replace(version: number, change: Change<T>): Promise<void>;
  /**
   * Outcome of an earlier attempt whose COMMIT got no reply, read from `row`. `undefined` if there was no such attempt or it
   * was not committed.
   * @throws DomainError product/outcome-unknown if the row does not show the outcome
   */
  recoverOutcome(row: ProductRow | undefined): Change<T> | undefined;
}

interface UnansweredCommit<T> {
  /** The version to replace; `undefined` for a new product. */
  readonly from: number | undefined;
  readonly outcome: T;
  readonly hasEvents: boolean;
  readonly error: CommitUnansweredError;
}

/**
 * Retries a write until it succeeds or the retry policy ends. Calls `onCommit` for events that were written. If `request`
 * changed a product before, it writes nothing and returns that outcome.
 * @throws DomainError product/write-conflict, product/outcome-unknown; ConnectionError if nothing was written
 */
export const writeProduct = async <T>(
  {
    database,
    stampHeaders,
    onCommit,
  }: { database: Database; stampHeaders: StampHeaders; onCommit: OnCommit },
  request: RepeatableRequest | undefined,
  attempt: (write: ProductWrite<T>) => Promise<Change<T>>,
): Promise<Change<T>> => {
  const changeId = randomUUID();
  const toEntry = entriesOfWrite(stampHeaders);
  let unanswered: UnansweredCommit<T> | undefined;
  let hasCommittedEvents = false;
  let isSaved = false;
  /** The call of `onCommit`, of the last attempt that sent COMMIT. */
  let reported: Promise<void> | undefined;

  const save = async (from: number | undefined, change: Change<T>, saveRow: Statement): Promise<boolean> => {
    const events = change.product.pullEvents();
    const hasEvents = events.length > 0;
    const outcome = Promise.withResolvers<boolean>();
    const onCommitSent = (): void => {
      if (hasEvents) reported = onCommit(outcome.promise).catch(() => {});
    };
    try {
      isSaved = await inTransaction(database, onCommitSent, async (transaction) => {
        if (request) await keepOutcome(transaction, request, change);
        if ((await transaction.execute(saveRow)) !== 1) return undefined;
        // Stamped only now: an insert of an existing product records no event.
        return events.map((event, index) => INSERT_ENTRY(entryOf(event, index)));
      });
      hasCommittedEvents = isSaved && hasEvents;
      return isSaved;
    } catch (error) {
      reported = undefined;
      if (error instanceof CommitUnansweredError) {
        unanswered = { from, outcome: change.outcome, hasEvents, error };
      }
      throw error;
    } finally {
      outcome.resolve(isSaved);
    }
  };

  const entryOf = (event: RecordedEvent, index: number): NewEntry =>
    toEntry({ ...event, id: v5(`${index} ${event.type}`, changeId) });

  const write: ProductWrite<T> = {
    insert: (change) => save(undefined, change, INSERT_PRODUCT(rowOf(change.product.state, changeId))),

    async replace(version, change) {
      const row = rowOf(change.product.state, changeId);
      if (!(await save(version, change, REPLACE_PRODUCT({ ...row, replaced_version: version }))))
        throw new VersionConflictError(`The product ${row.id} is no longer at version ${version}.`);
    },

    recoverOutcome(row) {
      if (!unanswered) return undefined;
      if (row?.last_change_id === changeId) {
        hasCommittedEvents = unanswered.hasEvents;
        isSaved = true;
        return { product: Product.restore(stateOf(row)), outcome: unanswered.outcome };
      }
      if (row?.version === unanswered.from) return undefined;
      throw outcomeUnknown(unanswered.error);
    },
  };

  /** A write that did not save may be a repeat: what it asks for was done before, or is no longer possible. */
  const attemptOnce = async (): Promise<Change<T>> => {
    try {
      const change = await attempt(write);
      return isSaved || !request ? change : ((await keptOutcome<T>(database.kysely, request)) ?? change);
    } catch (error) {
      if (!request || !(error instanceof RequestKeyTakenError || error instanceof DomainError)) throw error;
      const kept = await keptOutcome<T>(database.kysely, request);
      if (kept) {
        hasCommittedEvents = unanswered?.hasEvents ?? false;
        return kept;
      }
      if (error instanceof DomainError) throw error;
      await removeExpired(database.kysely, request);
      throw new VersionConflictError('The key belonged to an expired request.');
    }
  };

  const change = await withRetry(attemptOnce).catch((error: unknown) => {
    // Any error after an unanswered COMMIT leaves its outcome unknown.
    if (unanswered) throw outcomeUnknown(unanswered.error);
    throw isConflict(error) ? writeConflict(error) : error;
  });
  // The change is committed. If this fails, the scheduled relay run publishes the events.
  if (hasCommittedEvents) await (reported ?? onCommit()).catch(() => {});
  return change;
};

export const writeConflict = (cause: unknown): DomainError =>
  new DomainError('product/write-conflict', 'Others kept changing the product: try again', { cause });

const outcomeUnknown = (cause: CommitUnansweredError): DomainError =>
  new DomainError(
    'product/outcome-unknown',
    'The connection broke while saving: read the product to see whether it was changed',
    { cause },
  );
