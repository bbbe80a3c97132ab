import type { WaitingEventPosition } from '@product-service/product';
import * as z from 'zod/mini';

const CONTENT = z.tuple([z.string(), z.int(), z.uuid()]);

/** A place in the list of the outbox, as an opaque text: JSON in base64url. */
export const writePosition = ({ productId, version, eventId }: WaitingEventPosition): string =>
  Buffer.from(JSON.stringify([productId, version, eventId])).toString('base64url');

/** Undefined for a text that {@link writePosition} did not write. */
export const readPosition = (text: string): WaitingEventPosition | undefined => {
  try {
    const [productId, version, eventId] = CONTENT.parse(
      JSON.parse(Buffer.from(text, 'base64url').toString()),
    );
    return { productId, version, eventId };
  } catch {
    return undefined;
  }
};
