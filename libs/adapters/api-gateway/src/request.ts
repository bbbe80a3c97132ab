import type { APIGatewayProxyEvent } from 'aws-lambda';

/** 64 KiB. A product needs at most 1 KiB. */
export const MAX_BODY_BYTES = 64 * 1024;

/** The request is invalid. The message is shown to the caller and says what to change. */
export class RequestError extends Error {
  override readonly name = 'RequestError';

  constructor(
    readonly statusCode: 400 | 413,
    message: string,
  ) {
    super(message);
  }
}

/** The value of a header; its name is case-insensitive. Several values are joined by commas (RFC 9110). */
export const headerOf = (
  { headers, multiValueHeaders }: APIGatewayProxyEvent,
  name: string,
): string | undefined => {
  const valuesIn = (all: typeof headers | typeof multiValueHeaders): string[] =>
    Object.entries(all ?? {}).flatMap(([key, value]) => (key.toLowerCase() === name ? (value ?? []) : []));
  // `headers` has only the last value of each header.
  const values = valuesIn(multiValueHeaders);
  return (values.length > 0 ? values : valuesIn(headers)).join(', ') || undefined;
};

/** Parses the body as JSON. @throws RequestError 413 if larger than {@link MAX_BODY_BYTES}, 400 if not JSON */
export const jsonBodyOf = ({ body, isBase64Encoded }: APIGatewayProxyEvent): unknown => {
  const encoding = isBase64Encoded ? 'base64' : 'utf8';
  if (!body) throw new RequestError(400, 'The body is missing: send a JSON object.');
  if (Buffer.byteLength(body, encoding) > MAX_BODY_BYTES) {
    throw new RequestError(413, `The body must be no larger than ${MAX_BODY_BYTES} bytes.`);
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(body, encoding)));
  } catch {
    throw new RequestError(400, 'The body must be JSON in UTF-8.');
  }
};
