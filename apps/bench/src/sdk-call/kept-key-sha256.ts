import type { Checksum, SourceData } from '@smithy/types';
import { createHash, createHmac, createSecretKey, type KeyObject } from 'node:crypto';

/** The same key for the same bytes: Node.js otherwise makes one for each HMAC. The SDK keeps the bytes of its signing key. */
const keys = new WeakMap<object, KeyObject>();

const bytesOf = (data: SourceData): Uint8Array =>
  typeof data === 'string'
    ? Buffer.from(data)
    : ArrayBuffer.isView(data)
      ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
      : new Uint8Array(data);

const keyOf = (secret: SourceData): KeyObject => {
  if (typeof secret === 'string') return createSecretKey(bytesOf(secret));
  const key = keys.get(secret) ?? createSecretKey(bytesOf(secret));
  keys.set(secret, key);
  return key;
};

/** SHA-256 for the SDK's signatures, or HMAC with SHA-256 if there is a secret. */
export class KeptKeySha256 implements Checksum {
  readonly #hash;

  constructor(secret?: SourceData) {
    this.#hash = secret ? createHmac('sha256', keyOf(secret)) : createHash('sha256');
  }

  update(data: Uint8Array): void {
    this.#hash.update(data);
  }

  reset(): void {
    throw new Error('The SDK uses each instance once.');
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }
}
