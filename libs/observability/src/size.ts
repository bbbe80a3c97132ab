/** Bytes of something as JSON. */
export const sizeOf = (value: object): number => Buffer.byteLength(JSON.stringify(value));
