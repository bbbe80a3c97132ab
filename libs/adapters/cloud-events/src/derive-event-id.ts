import { createHash } from 'node:crypto';
import type { DeriveEventId } from '@product-service/events';

/** Must never change: redelivered events would get new ids. */
const NAMESPACE = Buffer.from('5f2c1d0e8a534f0b9d553c8f4f0a7e21', 'hex');

/**
 * RFC 9562, section 5.5. Not by the package `uuid`: it is an ES module, which CommonJS programs, and their Jest, cannot load in
 * all versions of Node.js that this package supports.
 */
const uuidV5 = (name: string): string => {
  const bytes = createHash('sha1').update(NAMESPACE).update(name).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
};

/** A lone surrogate has no UTF-8 form. Escaped as JSON, different ones still give different ids. */
const uuidOf = (text: string): string => uuidV5(text.isWellFormed() ? text : JSON.stringify(text));

/** A UUIDv5 of the causing event's id, which may be any text, and the type of the derived event. */
export const deriveEventId: DeriveEventId = (cause, type) => uuidOf(`${type}\n${cause}`);

const MAX_ID_LENGTH = 255;

/** Returns an id that can be stored, logged and forwarded: `id` itself, or its UUIDv5 if it is too long or has control characters. */
export const normalizeEventId = (id: string): string =>
  id.length <= MAX_ID_LENGTH && !/[\p{Cc}\p{Cs}]/u.test(id) ? id : uuidOf(id);
