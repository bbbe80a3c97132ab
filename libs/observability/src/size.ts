/** Size of a value as JSON, in bytes. */
export const sizeOf = (value: object): number => Buffer.byteLength(JSON.stringify(value));
