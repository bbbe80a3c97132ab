import { dataSchemaUri, type EventType } from '@product-service/events';
import * as z from 'zod/mini';
import { DATA_SCHEMAS } from './data-schemas.js';

/** A JSON Schema, draft 2020-12. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * The JSON Schema of an event's `data`. It describes the form that producers should write; `readEvent` tolerates more.
 * Unknown fields are allowed, because a later minor version may add some.
 */
export const dataJsonSchema = (type: EventType): JsonSchema => {
  const { $schema, ...schema } = z.toJSONSchema(DATA_SCHEMAS[type], {
    io: 'output',
    override: ({ jsonSchema }) => {
      delete jsonSchema.additionalProperties;
    },
  });
  return { $schema, $id: dataSchemaUri(type), title: type, ...schema };
};
