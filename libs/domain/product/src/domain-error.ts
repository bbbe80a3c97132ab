import type { ClassifiedError, FailureKind } from '@product-service/events';

/**
 * Every way in which a rule of the product domain can be broken. Each edge answers each code: its table
 * `satisfies Record<DomainErrorCode, …>`, so a new code does not compile until it is answered everywhere.
 */
export type DomainErrorCode =
  | 'product/invalid-name'
  | 'product/invalid-price'
  | 'product/invalid-stock-level'
  | 'product/invalid-price-brackets'
  | 'product/not-found'
  /** Another product with other details has the id. */
  | 'product/already-exists'
  /** Others kept changing the product meanwhile: nothing was written, try again. */
  | 'product/write-conflict'
  /** The connection broke while committing: written or not, nobody knows. Read before trying again. */
  | 'product/outcome-unknown';

/** Rules that a caller or a message breaks stay broken; the last two pass by themselves. */
const FAILURE_KIND = {
  'product/invalid-name': 'permanent',
  'product/invalid-price': 'permanent',
  'product/invalid-stock-level': 'permanent',
  'product/invalid-price-brackets': 'permanent',
  'product/not-found': 'permanent',
  'product/already-exists': 'permanent',
  'product/write-conflict': 'temporary',
  'product/outcome-unknown': 'temporary',
} satisfies Record<DomainErrorCode, FailureKind>;

/** A rule of the domain was broken. The message is for the caller: it names what to change. */
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

export const productNotFound = (): DomainError => new DomainError('product/not-found', 'Product not found');
