import { log } from '@product-service/logger';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { describeError, ERROR_DATA } from './described-error.js';
import { headerOf } from './request.js';
import { respond, withHeaders } from './response.js';

const PROBLEM = 'application/problem+json';

/**
 * The response to a failed request: in the envelope, or as problem details (RFC 9457) for callers whose `Accept` names them.
 * Errors of the service are logged, and their details not sent.
 */
export const errorResponse = (error: unknown, event: APIGatewayProxyEvent): APIGatewayProxyResult => {
  const { statusCode, message, errors, headers = {} } = describeError(error);
  if (statusCode >= 500) log.error('request failed', { error });
  const title = ERROR_DATA[statusCode];
  if (!acceptsProblem(headerOf(event, 'accept')))
    return respond(statusCode, { data: title, message, errors }, headers);
  const problem = {
    type: `urn:product-service:problem:${errors[0]?.code}`,
    title,
    status: statusCode,
    detail: message,
    errors,
  };
  return withHeaders(statusCode, JSON.stringify(problem), { 'Content-Type': PROBLEM, ...headers });
};

/** Clients that name both formats know both: they get the one for errors. `q=0` means not acceptable. */
const acceptsProblem = (accept = ''): boolean =>
  accept
    .toLowerCase()
    .split(',')
    .map((range) => range.split(';').map((part) => part.trim()))
    .some(
      ([type, ...parameters]) => type === PROBLEM && !parameters.some((part) => /^q=0(\.0*)?$/.test(part)),
    );
