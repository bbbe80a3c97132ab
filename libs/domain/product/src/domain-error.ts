import type { ClassifiedError, FailureKind } from '@product-service/events';

/**
 * Every error code of the product domain. Each adapter that handles these errors has a table that
 * `satisfies Record<DomainErrorCode, …>`, so a new code does not compile until every table has it.
 */
export type DomainErrorCode =
  | 'product/invalid-id'
  | 'product/invalid-name'
  | 'product/invalid-price'
  | 'product/invalid-stock-level'
  | 'product/invalid-price-brackets'
  | 'product/not-found'
  /** A product with this id and other details exists. */
  | 'product/already-exists'
  /** The caller expected another version of the product. Nothing was written. */
  | 'product/version-mismatch'
  /** The key of a repeatable request was used for another request. Nothing was written. */
  | 'product/key-reused'
  /** Concurrent writes kept changing the product. Nothing was written; try again. */
  | 'product/write-conflict'
  /** The connection broke during COMMIT, so it is unknown whether the change was written. Read the product, then decide. */
  | 'product/outcome-unknown';

/** A request or message that breaks a rule will always break it. The last two errors are transient. */
const FAILURE_KIND = {
  'product/invalid-id': 'permanent',
  'product/invalid-name': 'permanent',
  'product/invalid-price': 'permanent',
  'product/invalid-stock-level': 'permanent',
  'product/invalid-price-brackets': 'permanent',
  'product/not-found': 'permanent',
  'product/already-exists': 'permanent',
  'product/version-mismatch': 'permanent',
  'product/key-reused': 'permanent',
  'product/write-conflict': 'temporary',
  'product/outcome-unknown': 'temporary',
} satisfies Record<DomainErrorCode, FailureKind>;

/** A rule of the domain was broken. The message is shown to the caller and says what to change. */
export class DomainError extends Error implements ClassifiedError {
  override readonly name = 'DomainError';

  constructor(
    readonly code: DomainErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  get failureKind(): FailureKind {
    return FAILURE_KIND[this.code];
  }
}

/** The product is not at a version that the caller expected. */
export class VersionMismatchError extends DomainError {
  constructor(
    readonly currentVersion: number,
    expected: readonly number[],
  ) {
    const versions = expected.length > 0 ? expected.join(' or ') : 'another version';
    super(
      'product/version-mismatch',
      `The product is at version ${currentVersion}, not ${versions}: read it, then decide again.`,
    );
  }
}

export const productNotFound = (): DomainError => new DomainError('product/not-found', 'Product not found');

export const keyReused = (): DomainError =>
  new DomainError(
    'product/key-reused',
    'This idempotency key was used for another request: send each new request with a new key.',
  );
