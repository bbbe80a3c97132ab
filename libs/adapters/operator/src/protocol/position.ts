import { parseInstant } from '@product-service/events';
import type { ListPosition, WaitingEventPosition } from '@product-service/product';
import * as z from 'zod/mini';

/** Places in lists, as opaque texts: JSON in base64url. Reading returns undefined for a text that writing did not make. */

const EVENT = z.tuple([z.string(), z.int(), z.uuid()]);
const PRODUCT = z.tuple([z.string(), z.nullable(z.string())]);

/** A place in the list of the outbox. */
export const writePosition = ({ productId, version, eventId }: WaitingEventPosition): string =>
  encoded([productId, version, eventId]);

export const readPosition = (text: string): WaitingEventPosition | undefined => {
  const [productId, version, eventId] = EVENT.safeParse(decoded(text)).data ?? [];
  if (productId === undefined || version === undefined || eventId === undefined) return undefined;
  return { productId, version, eventId };
};

/** A place in the list of products. */
export const writeProductPosition = ({ id, updatedAt }: ListPosition): string =>
  encoded([id, updatedAt ?? null]);

export const readProductPosition = (text: string): ListPosition | undefined => {
  const [id, time] = PRODUCT.safeParse(decoded(text)).data ?? [];
  if (id === undefined || time === undefined) return undefined;
  if (time === null) return { id };
  const updatedAt = parseInstant(time);
  return updatedAt && { id, updatedAt };
};

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const decoded = (text: string): unknown => {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    return undefined;
  }
};
