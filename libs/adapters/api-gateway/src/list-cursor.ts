import { parseInstant, type Instant } from '@product-service/events';
import type { ListPosition } from '@product-service/product';
import * as z from 'zod/mini';
import { badRequest } from './request.js';
import { isStorable } from './schemas/requests.js';

/** What the next page needs to know of the last one. */
export interface Cursor {
  readonly after: ListPosition;
  /** `asOf` of the first page. */
  readonly asOf: Instant;
}

const instant = z.pipe(
  z.string().check(z.refine((text) => parseInstant(text) !== undefined)),
  z.transform((text) => parseInstant(text)!),
);
const id = z.string().check(z.refine(isStorable));
const content = z.tuple([id, z.nullable(instant), instant]);

/** As an opaque text: JSON in base64url. Clients must not read it, so that its content may change. */
export const encodeCursor = ({ after: { id, updatedAt }, asOf }: Cursor): string =>
  Buffer.from(JSON.stringify([id, updatedAt ?? null, asOf])).toString('base64url');

/** @throws RequestError if it is no cursor of this API, or of another kind of list */
export const decodeCursor = (text: string, isByChange: boolean): Cursor => {
  const read = content.safeParse(parsed(Buffer.from(text, 'base64url').toString()));
  if (!read.success || (read.data[1] !== null) !== isByChange) {
    const message = 'cursor must be the nextCursor of the last page, with the same other parameters';
    throw badRequest('request/invalid-parameter', message, 'cursor');
  }
  const [id, updatedAt, asOf] = read.data;
  return { after: { id, ...(updatedAt !== null && { updatedAt }) }, asOf };
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
