import { failureKindOf } from '@product-service/events';
import { ForbiddenError, UnauthenticatedError } from '@product-service/jwt';
import { log } from '@product-service/logger';
import { DomainError, type DomainErrorCode } from '@product-service/product';
import type { APIGatewayProxyResult } from 'aws-lambda';
import { RequestError } from './request.js';
import { respond } from './response.js';

/** `data` of every error response. The contract fixes that of 404. */
const DATA = {
  400: 'Bad request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not found',
  409: 'Conflict',
  413: 'Payload too large',
  500: 'Internal server error',
  503: 'Service unavailable',
} as const;

interface ErrorResponse {
  readonly statusCode: keyof typeof DATA;
  /** Replaces the error's message, which may contain internal data. */
  readonly message?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const RETRY_SOON = { 'Retry-After': '1' };

const DOMAIN_ERRORS = {
  'product/invalid-name': { statusCode: 400 },
  'product/invalid-price': { statusCode: 400 },
  'product/invalid-stock-level': { statusCode: 400 },
  'product/invalid-price-brackets': { statusCode: 400 },
  'product/not-found': { statusCode: 404 },
  'product/already-exists': { statusCode: 409 },
  'product/write-conflict': {
    statusCode: 409,
    message: 'Others kept changing the product: nothing was written. Try again.',
    headers: RETRY_SOON,
  },
  'product/outcome-unknown': {
    statusCode: 503,
    message: 'It is not known whether this was written. Read the product before trying again.',
    headers: RETRY_SOON,
  },
} satisfies Record<DomainErrorCode, ErrorResponse>;

/** Any unavailable dependency. A write that may have happened has its own code, `product/outcome-unknown`. */
const UNAVAILABLE: ErrorResponse = {
  statusCode: 503,
  message: 'A dependency of the service cannot be reached. Nothing was written. Try again.',
  headers: RETRY_SOON,
};

const UNEXPECTED: ErrorResponse = {
  statusCode: 500,
  message: 'Something went wrong on our side. Try again later.',
};

/** The response to a failed request. Errors of the service are logged, and their details not sent. */
export const errorResponse = (error: unknown): APIGatewayProxyResult => {
  const response = responseTo(error) ?? UNEXPECTED;
  if (response.statusCode >= 500) log.error('request failed', { error });
  const message = response.message ?? (error as Error).message;
  return respond(response.statusCode, DATA[response.statusCode], message, response.headers);
};

const responseTo = (error: unknown): ErrorResponse | undefined => {
  if (error instanceof DomainError) return DOMAIN_ERRORS[error.code];
  if (error instanceof RequestError) return error;
  if (error instanceof ForbiddenError) return { statusCode: 403 };
  // API Gateway renames the header to x-amzn-Remapped-WWW-Authenticate.
  if (error instanceof UnauthenticatedError) {
    return { statusCode: 401, headers: { 'WWW-Authenticate': 'Bearer' } };
  }
  return failureKindOf(error) === 'temporary' ? UNAVAILABLE : undefined;
};
