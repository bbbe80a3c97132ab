import { failureKindOf } from '@product-service/events';
import { ForbiddenError, UnauthenticatedError } from '@product-service/jwt';
import { DomainError, VersionMismatchError, type DomainErrorCode } from '@product-service/product';
import { entityTag } from './entity-tag.js';
import type { ErrorCode } from './error-codes.js';
import { RequestError } from './request.js';

/** `data` of every error response. The contract fixes that of 404. */
export const ERROR_DATA = {
  400: 'Bad request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not found',
  409: 'Conflict',
  412: 'Precondition failed',
  413: 'Payload too large',
  422: 'Unprocessable content',
  500: 'Internal server error',
  503: 'Service unavailable',
} as const;

/** One entry of `errors` in a response. */
export interface DescribedIssue {
  readonly path: string;
  readonly code: ErrorCode;
  readonly message: string;
  /** With `product/version-mismatch`. */
  readonly currentVersion?: number;
}

/** An error as callers see it. */
export interface DescribedError {
  readonly statusCode: keyof typeof ERROR_DATA;
  readonly message: string;
  readonly errors: readonly DescribedIssue[];
  readonly headers?: Readonly<Record<string, string>>;
}

interface DomainErrorDescription {
  readonly statusCode: keyof typeof ERROR_DATA;
  /** The field or header that is wrong. */
  readonly path?: string;
  /** Replaces the error's message, which may contain internal data. */
  readonly message?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const RETRY_SOON = { 'Retry-After': '1' };

const DOMAIN_ERRORS = {
  'product/invalid-id': { statusCode: 400, path: 'id' },
  'product/invalid-name': { statusCode: 400, path: 'name' },
  'product/invalid-price': { statusCode: 400, path: 'price' },
  'product/invalid-stock-level': { statusCode: 400, path: 'stockLevel' },
  'product/invalid-price-brackets': { statusCode: 400, path: 'priceBrackets' },
  'product/not-found': { statusCode: 404 },
  'product/already-exists': { statusCode: 409 },
  'product/version-mismatch': { statusCode: 412, path: 'If-Match' },
  'product/key-reused': { statusCode: 422, path: 'Idempotency-Key' },
  'product/write-conflict': {
    statusCode: 409,
    message: 'Others kept changing the product: nothing was written. Try again.',
    headers: RETRY_SOON,
  },
  'product/outcome-unknown': {
    statusCode: 503,
    message:
      'It is not known whether this was written. Read the product before trying again; with an Idempotency-Key, send the request again.',
    headers: RETRY_SOON,
  },
} satisfies Record<DomainErrorCode, DomainErrorDescription>;

const single = (
  statusCode: DescribedError['statusCode'],
  code: ErrorCode,
  message: string,
  { path = '', headers }: { path?: string; headers?: Readonly<Record<string, string>> } = {},
): DescribedError => ({
  statusCode,
  message,
  errors: [{ path, code, message }],
  ...(headers && { headers }),
});

/** Any unavailable dependency. A write that may have happened has its own code, `product/outcome-unknown`. */
const UNAVAILABLE = single(
  503,
  'service/unavailable',
  'A dependency of the service cannot be reached. Nothing was written. Try again.',
  { headers: RETRY_SOON },
);

const UNEXPECTED = single(
  500,
  'service/internal-error',
  'Something went wrong on our side. Try again later.',
);

/** An item of a batch that was not begun. */
export const NOT_ATTEMPTED = single(
  503,
  'batch/not-attempted',
  'The batch took too long: nothing was written for this item. Send it again.',
);

/** Describes any error without details of the service. */
export const describeError = (error: unknown): DescribedError => {
  if (error instanceof DomainError) return describeDomainError(error);
  if (error instanceof RequestError) {
    return { statusCode: error.statusCode, message: error.message, errors: error.issues };
  }
  if (error instanceof ForbiddenError) return single(403, 'auth/forbidden', error.message);
  // API Gateway renames the header to x-amzn-Remapped-WWW-Authenticate.
  if (error instanceof UnauthenticatedError) {
    return single(401, 'auth/unauthenticated', error.message, {
      path: 'Authorization',
      headers: { 'WWW-Authenticate': 'Bearer' },
    });
  }
  return failureKindOf(error) === 'temporary' ? UNAVAILABLE : UNEXPECTED;
};

const describeDomainError = (error: DomainError): DescribedError => {
  const { statusCode, message = error.message, ...where }: DomainErrorDescription = DOMAIN_ERRORS[error.code];
  const described = single(statusCode, error.code, message, where);
  if (!(error instanceof VersionMismatchError)) return described;
  const { currentVersion } = error;
  return {
    ...described,
    errors: described.errors.map((issue) => ({ ...issue, currentVersion })),
    headers: { ETag: entityTag(currentVersion) },
  };
};
