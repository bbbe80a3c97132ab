import * as fc from 'fast-check';
import type { oas31 } from 'zod-openapi';
import { resolved, type OpenApi } from '../open-api.js';
import type { Schema } from '../schema-check.js';

/**
 * Random values that a schema allows, with fields that it does not know. Texts have letters, digits, symbols and single
 * spaces, because the rules about other characters are in the descriptions.
 */
export const valuesOf = (api: OpenApi, reference: Schema): fc.Arbitrary<unknown> => {
  const schema = resolved<oas31.SchemaObject>(api, reference);
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...(schema.enum as unknown[]));
  const alternatives = schema.oneOf ?? schema.anyOf;
  if (alternatives) return fc.oneof(...alternatives.map((one) => valuesOf(api, one)));
  if (Array.isArray(schema.type))
    return fc.oneof(...schema.type.map((type) => valuesOf(api, { ...schema, type })));
  switch (schema.type) {
    case 'object':
      return objectsOf(api, schema);
    case 'array':
      return fc.array(valuesOf(api, schema.items ?? {}), {
        minLength: schema.minItems ?? 0,
        maxLength: schema.maxItems ?? 5,
      });
    case 'string':
      return textsOf(schema);
    case 'integer':
    case 'number':
      return numbersOf(schema);
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      throw new Error(`Teach valuesOf to make values of ${JSON.stringify(schema)}.`);
  }
};

const objectsOf = (api: OpenApi, { properties = {}, required = [] }: oas31.SchemaObject) => {
  const known = Object.entries(properties).map(([name, schema]) => [name, valuesOf(api, schema)] as const);
  const unknown = ['someFieldOfTheFuture', fc.jsonValue()] as const;
  return fc.record(Object.fromEntries([...known, unknown]), { requiredKeys: required });
};

/** Of a text whose length the schema does not limit. */
const USUAL_LENGTH = 50;

/** Also the examples: they name products that exist. */
const textsOf = ({ minLength = 1, maxLength, pattern, examples = [] }: oas31.SchemaObject) => {
  const known = examples.map((example) => fc.constant(String(example)));
  if (pattern !== undefined) {
    const matching = fc.stringMatching(new RegExp(pattern, 'u'));
    return fc.oneof(
      matching.filter(({ length }) => length >= minLength && length <= (maxLength ?? Infinity)),
      ...known,
    );
  }
  // A letter comes first, because names need one.
  const texts = (ending: string) => {
    const rest = ending.length + 1;
    const range = { minLength: Math.max(minLength - rest, 0), maxLength: (maxLength ?? USUAL_LENGTH) - rest };
    return fc
      .string({ unit: fc.constantFrom(...CHARACTERS), ...range, size: 'max' })
      .map((text) => `a${text}${ending}`);
  };
  return fc.oneof(texts(''), texts(' z'), ...known);
};

/** Upper-casing changes the length of none of them. */
const CHARACTERS = [...'abcxyzABCXYZ0123456789äÖéøñжλ中字カ+#%/&?€☕\u{1F600}'];

const numbersOf = (schema: oas31.SchemaObject): fc.Arbitrary<number> => {
  const decimals = schema.type === 'integer' ? 0 : Number(schema['x-maximum-decimals'] ?? 2);
  const unit = 10 ** decimals;
  const above =
    schema.exclusiveMinimum === undefined ? undefined : Number(schema.exclusiveMinimum) * unit + 1;
  const min = above ?? (schema.minimum ?? -1_000) * unit;
  const max = (schema.maximum ?? 1_000_000) * unit;
  // Whole numbers of the smallest unit: a random fraction has too many decimals.
  const units = fc.bigInt({ min: BigInt(min), max: BigInt(max) });
  const near = fc.integer({ min, max: Math.min(max, min + 100_000) });
  return fc.oneof(near, units.map(Number)).map((count) => Number((count / unit).toFixed(decimals)));
};
