/** Numbers of the fields, in the sketch and in its stores of bins. @see https://github.com/DataDog/sketches-js */
const POSITIVE_VALUES = 2;
const ZERO_COUNT = 4;
const BIN_COUNTS = 2;

/** How many values a DDSketch holds: a latency of each message. Encoded as protobuf. None of ours is negative. */
export const sketchCount = (sketch: Uint8Array): number => {
  const fields = fieldsOf(Buffer.from(sketch));
  const bins = fieldsOf(fields.get(POSITIVE_VALUES) ?? Buffer.alloc(0)).get(BIN_COUNTS);
  return sumOf(fields.get(ZERO_COUNT)) + sumOf(bins);
};

/** Sum of 64-bit floats. */
const sumOf = (bytes: Buffer = Buffer.alloc(0)): number => {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 8) sum += bytes.readDoubleLE(at);
  return sum;
};

/** The fields of a message that are not integers, by number. @see https://protobuf.dev/programming-guides/encoding */
const fieldsOf = (message: Buffer): Map<number, Buffer> => {
  const fields = new Map<number, Buffer>();
  let at = 0;
  const integer = (): number => {
    let [value, shift, byte] = [0, 0, 0x80];
    for (; byte >= 0x80; shift += 7) {
      byte = message.readUInt8(at);
      at += 1;
      value += (byte & 0x7f) * 2 ** shift;
    }
    return value;
  };
  while (at < message.length) {
    const key = integer();
    if (key % 8 === 0) integer();
    else {
      const length = key % 8 === 1 ? 8 : integer();
      fields.set(Math.floor(key / 8), message.subarray(at, at + length));
      at += length;
    }
  }
  return fields;
};
