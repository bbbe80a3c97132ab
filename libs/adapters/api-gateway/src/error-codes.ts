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
