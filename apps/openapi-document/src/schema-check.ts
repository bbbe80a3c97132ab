import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { oas31 } from 'zod-openapi';
import type { OpenApi } from './open-api.js';

export type Schema = oas31.SchemaObject | oas31.ReferenceObject;

/** What is wrong with a value: empty if the schema allows it. */
export type SchemaCheck = (schema: Schema, value: unknown) => string[];

/**
 * Checks values by JSON Schema 2020-12, which OpenAPI 3.1 uses.
 * @param coerceTypes reads texts as numbers: for headers and parameters
 */
export const schemaCheckOf = (api: OpenApi, coerceTypes = false): SchemaCheck => {
  // Not strict: OpenAPI adds keywords.
  const ajv = new Ajv2020({ strict: false, allErrors: true, coerceTypes });
  addFormats.default(ajv);
  const compiled = new WeakMap<Schema, ValidateFunction>();
  return (schema, value) => {
    // References point into the components.
    const validate = compiled.get(schema) ?? ajv.compile({ ...schema, components: api.components });
    compiled.set(schema, validate);
    if (validate(value)) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) =>
        `${instancePath || 'it'} ${message} ${JSON.stringify(params)}, and is ${excerpt(valueAt(value, instancePath))}`,
    );
  };
};

const valueAt = (value: unknown, pointer: string): unknown =>
  pointer
    .split('/')
    .slice(1)
    .reduce((from, step) => (from as Record<string, unknown>)[step], value);

const MAXIMUM_EXCERPT = 500;
const excerpt = (value: unknown): string => String(JSON.stringify(value)).slice(0, MAXIMUM_EXCERPT);
