import type { DeriveEventId } from '@product-service/events';
import { v5 } from 'uuid';

/** Must never change: redelivered events would get new ids. */
const NAMESPACE = '5f2c1d0e-8a53-4f0b-9d55-3c8f4f0a7e21';

/** A lone surrogate has no UTF-8 form. Escaped as JSON, different ones still give different ids. */
const uuidOf = (text: string): string => v5(text.isWellFormed() ? text : JSON.stringify(text), NAMESPACE);

/** A UUIDv5 of the causing event's id, which may be any text, and the type of the derived event. */
export const deriveEventId: DeriveEventId = (cause, type) => uuidOf(`${type}\n${cause}`);

const MAX_ID_LENGTH = 255;

/** Returns an id that can be stored, logged and forwarded: `id` itself, or its UUIDv5 if it is too long or has control characters. */
export const normalizeEventId = (id: string): string =>
  id.length <= MAX_ID_LENGTH && !/[\p{Cc}\p{Cs}]/u.test(id) ? id : uuidOf(id);
