import type { RepeatableRequest } from '@product-service/product';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { createHash } from 'node:crypto';
import { jsonText } from './json-text.js';
import { badRequest, headerOf } from './request.js';

const MAX_KEY_LENGTH = 255;
const NAME = 'Idempotency-Key';

/** The caller of a request. */
export interface Caller {
  readonly subject: string;
}

/**
 * The request as one that may be sent again, if it has an `Idempotency-Key`. A key is unique for its caller, method and path.
 * `command` is what the request asks for: another one under the same key is another request.
 * @see https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/
 * @throws RequestError
 */
export const repeatableRequest = (
  event: APIGatewayProxyEvent,
  { subject }: Caller,
  command: unknown,
): RepeatableRequest | undefined => {
  const key = idempotencyKeyOf(event);
  if (key === undefined) return undefined;
  const { httpMethod, path } = event;
  return { key: digest([subject, httpMethod, path, key]), fingerprint: digest(command) };
};

/** The draft's syntax is a quoted string. Most clients send the key without quotes. */
const idempotencyKeyOf = (event: APIGatewayProxyEvent): string | undefined => {
  const value = headerOf(event, NAME.toLowerCase());
  if (value === undefined) return undefined;
  const key = /^"(.*)"$/.exec(value.trim())?.[1] ?? value.trim();
  if (key !== '' && key.length <= MAX_KEY_LENGTH) return key;
  throw badRequest('request/invalid-header', `${NAME} must have 1 to ${MAX_KEY_LENGTH} characters.`, NAME);
};

/** Keys and bodies may contain secrets: only their hashes are stored. */
const digest = (value: unknown): string => createHash('sha256').update(jsonText(value)).digest('hex');
