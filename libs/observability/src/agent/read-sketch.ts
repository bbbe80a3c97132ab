import type { LatencySketch } from './latency-sketch.js';

/**
 * Numbers of the fields, in the sketch, in its mapping and in its stores of bins.
 * @see https://github.com/DataDog/sketches-js/blob/master/src/ddsketch/proto/DDSketch.proto
 */
const MAPPING = 1;
const GAMMA = 1;
const POSITIVE_VALUES = 2;
const BIN_COUNTS = 2;
const FIRST_BIN = 3;
const ZERO_COUNT = 4;

/** Decodes a DDSketch as the tracer sends it: protobuf, with all bins in one row. None of its values is negative. */
export const readSketch = (sketch: Uint8Array): LatencySketch => {
  const fields = fieldsOf(Buffer.from(sketch));
  const mapping = fieldsOf(bytesOf(fields.get(MAPPING)));
  const store = fieldsOf(bytesOf(fields.get(POSITIVE_VALUES)));
  const first = signed(store.get(FIRST_BIN));
  const counts = doublesOf(store.get(BIN_COUNTS)).map((count, at) => [first + at, count] as const);
  return {
    gamma: doublesOf(mapping.get(GAMMA))[0] ?? 0,
    zeros: doublesOf(fields.get(ZERO_COUNT))[0] ?? 0,
    bins: new Map(counts.filter(([, count]) => count > 0)),
  };
};

/** An integer, or the bytes of anything else. */
type Field = number | Buffer;

const bytesOf = (field: Field = 0): Buffer => (typeof field === 'number' ? Buffer.alloc(0) : field);

/** 64-bit floats. */
const doublesOf = (field: Field | undefined): number[] => {
  const bytes = bytesOf(field);
  return Array.from({ length: bytes.length / 8 }, (_, index) => bytes.readDoubleLE(index * 8));
};

/** An integer in ZigZag encoding. */
const signed = (field: Field = 0): number => {
  const value = Number(field);
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
};

/** The fields of a message by number. @see https://protobuf.dev/programming-guides/encoding */
const fieldsOf = (message: Buffer): Map<number, Field> => {
  const fields = new Map<number, Field>();
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
    const number = Math.floor(key / 8);
    if (key % 8 === 0) fields.set(number, integer());
    else {
      const length = key % 8 === 1 ? 8 : integer();
      fields.set(number, message.subarray(at, at + length));
      at += length;
    }
  }
  return fields;
};
