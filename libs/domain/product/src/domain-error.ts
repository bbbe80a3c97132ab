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

/** A rule of the domain was broken. The message is for the caller: it names what to change. */
export class DomainError extends Error {
  override readonly name = 'DomainError';

  constructor(
    readonly code: DomainErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export const productNotFound = (): DomainError => new DomainError('product/not-found', 'Product not found');
