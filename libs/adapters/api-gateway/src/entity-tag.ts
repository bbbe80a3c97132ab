import type { APIGatewayProxyEvent } from 'aws-lambda';
import { badRequest, headerOf } from './request.js';

/** The ETag of a product: its version in quotes. */
export const entityTag = (version: number): string => `"${version}"`;

/** RFC 9110, section 8.8.3. */
const TAG = String.raw`(?:W/)?"[\x21\x23-\x7e\x80-\xff]*"`;
const TAGS = new RegExp(String.raw`^\s*${TAG}(?:\s*,\s*${TAG})*\s*$`);

type Condition = 'if-match' | 'if-none-match';
const NAMES = { 'if-match': 'If-Match', 'if-none-match': 'If-None-Match' } as const;

/** The tags in a header; `*` for any; `undefined` if the header is absent. @throws RequestError */
const tagsIn = (event: APIGatewayProxyEvent, header: Condition): readonly string[] | '*' | undefined => {
  const value = headerOf(event, header);
  if (value === undefined) return undefined;
  if (value.trim() === '*') return '*';
  if (TAGS.test(value)) return value.match(new RegExp(TAG, 'g')) ?? [];
  const name = NAMES[header];
  throw badRequest('request/invalid-header', `${name} must be * or the ETag of a product, e.g. "3".`, name);
};

/**
 * The versions that `If-Match` allows; `undefined` for any. Weak tags never match (RFC 9110, section 13.1.1), nor do tags that
 * this API does not give.
 * @throws RequestError
 */
export const expectedVersions = (event: APIGatewayProxyEvent): readonly number[] | undefined => {
  const tags = tagsIn(event, 'if-match');
  if (tags === undefined || tags === '*') return undefined;
  return tags.flatMap((tag) => {
    const version = /^"([1-9]\d{0,9})"$/.exec(tag)?.[1];
    return version === undefined ? [] : [Number(version)];
  });
};

/** Whether the caller has this version already, by `If-None-Match`. Weak tags match, too. @throws RequestError */
export const isKnownVersion = (event: APIGatewayProxyEvent, version: number): boolean => {
  const tags = tagsIn(event, 'if-none-match');
  return tags === '*' || (tags ?? []).some((tag) => tag.replace(/^W\//, '') === entityTag(version));
};
