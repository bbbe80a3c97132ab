import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { RequestErrorCode } from './error-codes.js';

/** 64 KiB. A product needs at most 1 KiB. */
export const MAX_BODY_BYTES = 64 * 1024;

/** One thing that is wrong with a request. */
export interface Issue {
  /** The field (`name`, `items.0.product.price`), parameter or header; empty for the whole body or request. */
  readonly path: string;
  readonly code: RequestErrorCode;
  /** Is shown to the caller and says what to change. */
  readonly message: string;
}

/** The request is invalid. */
export class RequestError extends Error {
  override readonly name = 'RequestError';

  constructor(
    readonly statusCode: 400 | 413,
    readonly issues: readonly Issue[],
  ) {
    super(issues.map(({ message }) => message).join(', '));
  }
}

export const badRequest = (code: RequestErrorCode, message: string, path = ''): RequestError =>
  new RequestError(400, [{ path, code, message }]);

/**
 * The value of a header; `undefined` if it is absent. Its name, here in lower case, is case-insensitive. Several values are
 * joined by commas (RFC 9110).
 */
export const headerOf = (
  { headers, multiValueHeaders }: APIGatewayProxyEvent,
  name: string,
): string | undefined => {
  const valuesIn = (all: typeof headers | typeof multiValueHeaders): string[] =>
    Object.entries(all ?? {}).flatMap(([key, value]) => (key.toLowerCase() === name ? (value ?? []) : []));
  // `headers` has only the last value of each header.
  const values = valuesIn(multiValueHeaders);
  const found = values.length > 0 ? values : valuesIn(headers);
  return found.length > 0 ? found.join(', ') : undefined;
};

/** The path as the client called it: it includes the stage, or the base path of a custom domain. Without a trailing slash. */
export const calledPath = ({
  requestContext,
  path,
}: Pick<APIGatewayProxyEvent, 'requestContext' | 'path'>): string =>
  (requestContext?.path ?? path ?? '').replace(/\/$/, '');

/** Parses the body as JSON. @throws RequestError 413 if it is larger than `maxBytes`, 400 if it is not JSON */
export const jsonBodyOf = (
  { body, isBase64Encoded }: APIGatewayProxyEvent,
  maxBytes = MAX_BODY_BYTES,
): unknown => {
  const encoding = isBase64Encoded ? 'base64' : 'utf8';
  if (!body) throw badRequest('request/missing-body', 'The body is missing: send a JSON object.');
  if (Buffer.byteLength(body, encoding) > maxBytes) {
    const message = `The body must be no larger than ${maxBytes} bytes.`;
    throw new RequestError(413, [{ path: '', code: 'request/body-too-large', message }]);
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(body, encoding)));
  } catch {
    throw badRequest('request/invalid-json', 'The body must be JSON in UTF-8.');
  }
};
