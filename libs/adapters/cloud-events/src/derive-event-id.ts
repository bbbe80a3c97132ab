import type { DeriveEventId } from '@product-service/events';
import { v5 } from 'uuid';

/** Fixed for all time: another one would give redelivered events new ids. */
const NAMESPACE = '5f2c1d0e-8a53-4f0b-9d55-3c8f4f0a7e21';

/** Half a surrogate pair has no UTF-8: as JSON, it is still another than its like. */
const uuidOf = (text: string): string => v5(text.isWellFormed() ? text : JSON.stringify(text), NAMESPACE);

/** A UUIDv5 of the causing event's id, which may be any text, and the type of the event that follows from it. */
export const deriveEventId: DeriveEventId = (cause, type) => uuidOf(`${type}\n${cause}`);

const MAX_ID_LENGTH = 255;

/** An event's id as it can be stored, logged and sent on: itself, or a UUIDv5 of it where it is no plain text of moderate length. */
export const normalizeEventId = (id: string): string =>
  id.length <= MAX_ID_LENGTH && !/[\p{Cc}\p{Cs}]/u.test(id) ? id : uuidOf(id);
