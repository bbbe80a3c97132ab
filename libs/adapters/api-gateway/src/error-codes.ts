import type { DomainErrorCode } from '@product-service/product';

/** What can be wrong with a request before a rule of the domain is asked. */
export type RequestErrorCode =
  | 'request/missing-body'
  | 'request/invalid-json'
  | 'request/body-too-large'
  /** The whole body has the wrong type. */
  | 'request/invalid-body'
  | 'request/invalid-field'
  | 'request/invalid-parameter'
  | 'request/invalid-header';

/** Codes of the domain about facts of other services: no request causes them. */
type FactErrorCode = 'product/invalid-stock-level' | 'product/invalid-price-brackets';

/** Every code of an error response. Clients decide by them: add codes, never change them. */
export type ErrorCode =
  | RequestErrorCode
  | DomainErrorCode
  | 'auth/unauthenticated'
  | 'auth/forbidden'
  /** The batch took too long. Nothing was written for this item. */
  | 'batch/not-attempted'
  | 'service/unavailable'
  | 'service/internal-error';

/** The codes that clients can meet, as a list for documents. */
export const ERROR_CODES = [
  'request/missing-body',
  'request/invalid-json',
  'request/body-too-large',
  'request/invalid-body',
  'request/invalid-field',
  'request/invalid-parameter',
  'request/invalid-header',
  'auth/unauthenticated',
  'auth/forbidden',
  'product/invalid-id',
  'product/invalid-name',
  'product/invalid-price',
  'product/not-found',
  'product/already-exists',
  'product/write-conflict',
  'product/version-mismatch',
  'product/key-reused',
  'product/outcome-unknown',
  'batch/not-attempted',
  'service/unavailable',
  'service/internal-error',
] as const satisfies readonly ErrorCode[];

type Unlisted = Exclude<ErrorCode, FactErrorCode | (typeof ERROR_CODES)[number]>;
/** Does not compile if a code is missing in {@link ERROR_CODES}. */
type EveryCodeIsListed = [Unlisted] extends [never] ? true : Unlisted;
true satisfies EveryCodeIsListed;
